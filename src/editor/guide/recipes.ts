import { commands, l10n, Uri, window, workspace } from 'vscode';

/** A recipe as the list shows it. */
interface Recipe {
  readonly file: string;
  readonly label: string;
  readonly detail: string;
}

const FOLDER = 'concur-recipes';

/**
 * Lets the person choose a recipe, copies it with its data into the workspace (a file that is there already is kept),
 * and opens it; without a workspace it opens unsaved.
 * @param source the folder of recipes that comes with the extension
 */
export async function openRecipe(source: Uri): Promise<boolean> {
  const picked = await window.showQuickPick(listRecipes(source), {
    title: l10n.t('Open a Recipe'),
    placeHolder: l10n.t('What do you want to do?'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!picked) return false;
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder || !workspace.isTrusted) {
    const content = await readText(Uri.joinPath(source, picked.file));
    await window.showTextDocument(await workspace.openTextDocument({ language: 'http', content }));
    return true;
  }
  const target = Uri.joinPath(folder.uri, FOLDER);
  for (const name of [picked.file, 'data/receipt.png', 'places.mjs']) {
    await copyOnce(Uri.joinPath(source, name), Uri.joinPath(target, name));
  }
  await window.showTextDocument(Uri.joinPath(target, picked.file), { preview: false });
  const sendAll = l10n.t('Send All');
  void window
    .showInformationMessage(l10n.t('Send its requests from top to bottom, one by one or all at once.'), sendAll)
    .then((clicked) => (clicked === sendAll ? commands.executeCommand('concur.http.sendAll') : undefined));
  return true;
}

async function listRecipes(source: Uri): Promise<Recipe[]> {
  const files = (await workspace.fs.readDirectory(source)).map(([name]) => name).filter((name) => /\.http$/.test(name));
  const recipes = await Promise.all(
    files.map(async (file) => toRecipe(file, await readText(Uri.joinPath(source, file)))),
  );
  return recipes.sort((a, b) => a.label.localeCompare(b.label));
}

/** The first comment of a recipe says what it does. */
function toRecipe(file: string, text: string): Recipe {
  const [first = ''] = text.split('\n');
  const name = file.replace(/\.http$/, '').replaceAll('-', ' ');
  return { file, label: name.charAt(0).toUpperCase() + name.slice(1), detail: first.replace(/^#\s*/, '') };
}

async function readText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

async function copyOnce(from: Uri, to: Uri): Promise<void> {
  try {
    await workspace.fs.stat(to);
  } catch {
    await workspace.fs.copy(from, to); // makes the folders on its way
  }
}
