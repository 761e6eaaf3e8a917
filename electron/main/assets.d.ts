/** A picture that the bundler puts into the script, as a data: address. */
declare module '*.png?inline' {
  const url: string;
  export { url as default };
}
