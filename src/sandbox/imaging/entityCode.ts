/** Code that the imaging services have for the sandbox company; `t` stands for a test entity. */
export const ENTITY_CODE = 't00example01';
