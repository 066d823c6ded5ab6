// Like the floor, but JSON is pretty-printed on its way into the file: the least that showing a readable response takes.
// Checks nothing, so what it is given must be JSON in UTF-8. Not a product.
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { Transform } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const vscode = require('vscode');

function prettyPrinter() {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let justOpened = false;
  const line = () => `\n${'  '.repeat(depth)}`;
  return new Transform({
    transform(chunk, _encoding, done) {
      const text = chunk.toString('latin1'); // bytes as letters: what is cut in two stays as it is
      let out = '';
      let from = 0;
      for (let i = 0; i < text.length; i++) {
        const letter = text.charCodeAt(i);
        if (inText) {
          if (escaped) escaped = false;
          else if (letter === 92) escaped = true;
          else if (letter === 34) inText = false;
          continue;
        }
        if (justOpened && letter > 32) {
          justOpened = false;
          if (letter !== 125 && letter !== 93) {
            out += text.slice(from, i) + line();
            from = i;
          }
        }
        if (letter === 34) inText = true;
        else if (letter === 123 || letter === 91) {
          depth += 1;
          justOpened = true;
        } else if (letter === 125 || letter === 93) {
          depth -= 1;
          out += text.slice(from, i) + line();
          from = i;
        } else if (letter === 44) {
          out += text.slice(from, i + 1) + line();
          from = i + 1;
        } else if (letter === 58) {
          out += `${text.slice(from, i + 1)} `;
          from = i + 1;
        }
      }
      done(null, Buffer.from(out + text.slice(from), 'latin1'));
    },
  });
}

async function send() {
  const url = vscode.window.activeTextEditor.document.lineAt(0).text.split(' ')[1];
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'floor-')), 'response.json');
  const response = await new Promise((resolve, reject) => {
    http.get(url, resolve).on('error', reject);
  });
  await pipeline(response, prettyPrinter(), fs.createWriteStream(file));
  const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file), options);
}

exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand('formattingFloor.send', send));
};
