/** Where the session of the mailbox on this computer believes to be; nothing is there (RFC 6761 section 6.4). */
export const LOCAL_ORIGIN = 'http://this-computer.invalid';
