/** The options of curl that say something about a request, and those that say nothing about it. */

/** What an option means here; `silent` changes nothing that is sent, `dropped` is not carried over and told. */
export type CurlOption =
  | 'request'
  | 'header'
  | 'data'
  | 'dataRaw'
  | 'dataBinary'
  | 'dataUrlencode'
  | 'json'
  | 'form'
  | 'formString'
  | 'user'
  | 'bearer'
  | 'get'
  | 'head'
  | 'location'
  | 'cookie'
  | 'userAgent'
  | 'referer'
  | 'url'
  | 'urlQuery'
  | 'upload'
  | 'range'
  | 'maxTime'
  | 'insecure'
  | 'next'
  | 'silent'
  | 'dropped';

interface Option {
  readonly meaning: CurlOption;
  readonly takesValue: boolean;
}

const WITH_VALUE: Readonly<Record<string, CurlOption>> = {
  '-X': 'request',
  '--request': 'request',
  '-H': 'header',
  '--header': 'header',
  '-d': 'data',
  '--data': 'data',
  '--data-ascii': 'data',
  '--data-raw': 'dataRaw',
  '--data-binary': 'dataBinary',
  '--data-urlencode': 'dataUrlencode',
  '--json': 'json',
  '-F': 'form',
  '--form': 'form',
  '--form-string': 'formString',
  '-u': 'user',
  '--user': 'user',
  '--oauth2-bearer': 'bearer',
  '-b': 'cookie',
  '--cookie': 'cookie',
  '-A': 'userAgent',
  '--user-agent': 'userAgent',
  '-e': 'referer',
  '--referer': 'referer',
  '--url': 'url',
  '--url-query': 'urlQuery',
  '-T': 'upload',
  '--upload-file': 'upload',
  '-r': 'range',
  '--range': 'range',
  '-m': 'maxTime',
  '--max-time': 'maxTime',
  '-w': 'silent',
  '--write-out': 'silent',
  '--stderr': 'silent',
  '--retry': 'silent',
  '--retry-delay': 'silent',
  '--retry-max-time': 'silent',
};

const WITHOUT_VALUE: Readonly<Record<string, CurlOption>> = {
  '-G': 'get',
  '--get': 'get',
  '-I': 'head',
  '--head': 'head',
  '-L': 'location',
  '--location': 'location',
  '--location-trusted': 'location',
  '-k': 'insecure',
  '--insecure': 'insecure',
  '-:': 'next',
  '--next': 'next',
};

const SILENT = words(
  '-s --silent -S --show-error -v --verbose -i --include --show-headers -f --fail --fail-with-body -g --globoff',
  '-# --progress-bar --no-progress-meter --compressed --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3',
  '-0 -1 -4 -6 --ipv4 --ipv6 -n -N --no-buffer --tcp-nodelay --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 -q',
  '--disable --basic --path-as-is --no-keepalive --keepalive --ssl-no-revoke --tr-encoding --raw -Z --parallel',
);

/** Options with a value that nothing here does. */
const DROPPED_WITH_VALUE = words(
  '-o --output -x --proxy -U --proxy-user -c --cookie-jar -E --cert --cert-type --key --key-type --pass --cacert',
  '--capath --ciphers --connect-timeout --connect-to --resolve --interface --limit-rate --max-redirs -K --config',
  '--noproxy --socks5 --socks5-hostname --socks4 --aws-sigv4 --unix-socket -D --dump-header --output-dir',
  '--proxy-header --dns-servers --trace --trace-ascii --request-target --create-file-mode -C --continue-at -z',
  '--time-cond -y -Y --speed-limit --speed-time --local-port --tls-max --pinnedpubkey --variable --expand-url',
);

/** Options without a value that change what would happen. */
const DROPPED = words(
  '-O --remote-name -J --remote-header-name --digest --ntlm --negotiate --anyauth -p --proxytunnel',
);

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/** What an option means; undefined for one that is not known. */
export function findCurlOption(name: string): Option | undefined {
  const valued = Object.hasOwn(WITH_VALUE, name) ? WITH_VALUE[name] : undefined;
  if (valued) return { meaning: valued, takesValue: true };
  const plain = Object.hasOwn(WITHOUT_VALUE, name) ? WITHOUT_VALUE[name] : undefined;
  if (plain) return { meaning: plain, takesValue: false };
  if (SILENT.has(name)) return { meaning: 'silent', takesValue: false };
  if (DROPPED_WITH_VALUE.has(name)) return { meaning: 'dropped', takesValue: true };
  if (DROPPED.has(name)) return { meaning: 'dropped', takesValue: false };
  return undefined;
}

/** One option with its value, or a word that stands alone (a URL). */
export type CurlArgument =
  | { readonly kind: 'option'; readonly name: string; readonly meaning: CurlOption; readonly value: string }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'word'; readonly value: string };

/** Reads bundles (`-sSL`), values that stick to their letter (`-XPOST`) and to their name (`--request=POST`), too. */
export function* readCurlArguments(words: readonly string[]): Generator<CurlArgument> {
  let isOver = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (isOver || !word.startsWith('-') || word === '-') {
      yield { kind: 'word', value: word };
    } else if (word === '--') {
      isOver = true;
    } else if (word.startsWith('--')) {
      const split = word.indexOf('=');
      const name = split === -1 ? word : word.slice(0, split);
      const option = findCurlOption(name) ?? findCurlOption(name.replace(/^--no-/, '--'));
      if (!option) {
        yield { kind: 'unknown', name };
        continue;
      }
      const takesNext = option.takesValue && split === -1;
      if (takesNext) at += 1;
      yield {
        kind: 'option',
        name,
        meaning: option.meaning,
        value: takesNext ? (words[at] ?? '') : word.slice(split + 1),
      };
    } else {
      for (let letter = 1; letter < word.length; letter += 1) {
        const name = `-${word[letter]}`;
        const option = findCurlOption(name);
        if (!option) {
          yield { kind: 'unknown', name };
          continue;
        }
        if (!option.takesValue) {
          yield { kind: 'option', name, meaning: option.meaning, value: '' };
          continue;
        }
        const rest = word.slice(letter + 1);
        if (rest === '') at += 1;
        yield { kind: 'option', name, meaning: option.meaning, value: rest === '' ? (words[at] ?? '') : rest };
        break;
      }
    }
  }
}
