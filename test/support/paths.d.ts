/** The repository's root, found upwards from the compiled test. */
export declare const root: string;
