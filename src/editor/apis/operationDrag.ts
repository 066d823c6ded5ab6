import { type DataTransfer, DataTransferItem, type TreeDragAndDropController } from 'vscode';
import type { ApisNode } from '../../catalog/browse.js';

/** What a dragged operation is known by: its id, as text. */
export const OPERATION_MIME = 'application/vnd.concur.operation';

/** Lets operations be dragged out of the APIs view, into a request file. */
export class OperationDrag implements TreeDragAndDropController<ApisNode> {
  readonly dragMimeTypes = [OPERATION_MIME];
  readonly dropMimeTypes = [];

  handleDrag([node]: readonly ApisNode[], data: DataTransfer): void {
    if (node?.kind === 'operation') data.set(OPERATION_MIME, new DataTransferItem(node.operation.id));
  }
}
