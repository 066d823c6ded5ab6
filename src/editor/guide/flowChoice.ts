// Which way of signing in fits: a short decision helper. Knows nothing of VS Code.

/** One question with its answers; an answer leads to another question or to a flow. */
export interface Question {
  readonly ask: string;
  readonly answers: readonly {
    readonly label: string;
    readonly detail: string;
    readonly leadsTo: Question | FlowAdvice;
  }[];
}

/** The flow to take and why. `flow` is an id of `auth/flows.ts`. */
export interface FlowAdvice {
  readonly flow: 'native' | 'company' | 'authorizationCode' | 'appCenter' | 'clientCredentials' | 'legacyNative';
  readonly because: string;
}

const who: Question = {
  ask: 'Whose data does your application work with?',
  answers: [
    {
      label: 'The data of the person at the screen',
      detail: 'Each user gives access to their own reports, trips and profile',
      leadsTo: {
        ask: 'Where does that person begin?',
        answers: [
          {
            label: 'In my application',
            detail: 'A button there says "Connect to SAP Concur"',
            leadsTo: {
              flow: 'authorizationCode',
              because:
                'The Web flow sends the person to Concur to sign in and brings back a code. You never see the password.',
            },
          },
          {
            label: 'In the App Center of SAP Concur',
            detail: 'They press Connect on the listing of your app',
            leadsTo: {
              flow: 'appCenter',
              because:
                'The App Center redirects to your app with an id and a request token; these are exchanged for tokens.',
            },
          },
          {
            label: 'Nowhere: it is my own test user',
            detail: 'First tries, scripts, a sandbox',
            leadsTo: {
              flow: 'native',
              because: 'The Native flow takes login and password of a user whom you know. The quickest to try.',
            },
          },
        ],
      },
    },
    {
      label: 'The data of a whole company',
      detail: 'An integration that runs without anybody at the screen',
      leadsTo: {
        ask: 'How is the company connected?',
        answers: [
          {
            label: 'An administrator makes a request token',
            detail: 'The company request token tool; good for 24 hours',
            leadsTo: {
              flow: 'company',
              because: 'The company UUID and its request token are exchanged once; the refresh token lasts six months.',
            },
          },
          {
            label: 'An administrator connects my listing in the App Center',
            detail: 'For apps that are offered to several customers',
            leadsTo: {
              flow: 'appCenter',
              because:
                'The redirect brings the company id and its request token; they are exchanged like those of a user.',
            },
          },
        ],
      },
    },
    {
      label: 'No data of anybody',
      detail: 'Event subscriptions, one-time passwords',
      leadsTo: {
        flow: 'clientCredentials',
        because: 'An application token stands for the app itself. It has no refresh token: ask again after an hour.',
      },
    },
    {
      label: 'I have a consumer key from before 2017',
      detail: 'Calls with Authorization: OAuth',
      leadsTo: {
        flow: 'legacyNative',
        because: 'It still works for such apps; move them to OAuth 2.0 as the next step.',
      },
    },
  ],
};

/** Where the helper begins. */
export const FLOW_QUESTIONS: Question = who;
