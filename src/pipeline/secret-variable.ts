/** The variable that holds a secret of a connection: `PANTAU_META_APP_SECRET`. */
export const secretVariable = (connection: string, secret: string): string => `PANTAU_${connection}_${secret}`.toUpperCase().replaceAll('-', '_');
