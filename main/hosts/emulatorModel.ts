import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { compileRequestModel, type RequestModel } from '../duis/model.ts';

let model: Promise<RequestModel> | undefined;

/** The bundled XSD as data, from which the emulator composes its DCC Alerts; read once. */
export function loadModel(): Promise<RequestModel> {
  model ??= readBundledSchemaFiles().then((files) => compileRequestModel(files, bundledSchemaVersion));
  return model;
}
