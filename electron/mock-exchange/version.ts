/** Who made a file: in HAR, bundles and the OpenAPI document. */
export const CREATOR = { name: 'Retinue mock Exchange server', version: '0.1.0' } as const;
