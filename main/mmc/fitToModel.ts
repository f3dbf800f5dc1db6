import type { JsonObject, JsonTree } from '../duis/jsonTree.ts';
import type { ElementModel, Particle } from '../duis/modelTypes.ts';
import { fitsValue } from './fitsValue.ts';

interface Place {
  readonly element: ElementModel;
  /** How many times the element may stand there, its groups repeating. */
  readonly greatest: number;
}

function placesIn(particle: Particle, times: number): Place[] {
  const greatest = times * particle.maxOccurs;
  if (particle.kind === 'element') return [{ element: particle, greatest }];
  return particle.particles.flatMap((one) => placesIn(one, greatest));
}

const textOf = (tree: JsonTree): string | undefined => {
  const value = typeof tree === 'string' ? tree : tree['#text'];
  return typeof value === 'string' ? value : undefined;
};

function fitChildren({ element, greatest }: Place, value: JsonTree | JsonTree[], path: string, left: string[]) {
  const kept: JsonTree[] = [];
  const children = Array.isArray(value) ? value : [value];
  for (const [index, child] of children.entries()) {
    if (kept.length === greatest) {
      left.push(`${path}: ${children.length - index} more than the ${greatest} that the XSD allows`);
      break;
    }
    const fitted = fitToModel(element, child, path, left);
    if (fitted !== undefined) kept.push(fitted);
  }
  return { kept, isWhole: kept.length === children.length };
}

function fitAttributes(element: ElementModel, tree: JsonObject): boolean {
  return element.type.attributes.every(({ name, value }) => {
    const own = tree[`@${name}`];
    return typeof own !== 'string' || fitsValue(value, own);
  });
}

/**
 * Takes out of a tree what the XSD cannot hold, and says so: values outside their type, with the element around them
 * where they are mandatory in it, and repetitions beyond the greatest number.
 * @param left what was taken out is added here
 * @returns undefined where the element itself cannot stand
 */
export function fitToModel(element: ElementModel, tree: JsonTree, path: string, left: string[]): JsonTree | undefined {
  const own = element.type.value;
  const content = textOf(tree);
  const attributesFit = typeof tree === 'string' || fitAttributes(element, tree);
  if (!attributesFit || (own !== undefined && content !== undefined && !fitsValue(own, content))) {
    left.push(`${path}: ${content ?? JSON.stringify(tree)} is outside what the XSD allows`);
    return undefined;
  }
  if (typeof tree === 'string' || element.type.content === undefined) return tree;
  const places = new Map(placesIn(element.type.content, 1).map((place) => [place.element.name, place]));
  const fitted: JsonObject = {};
  for (const [name, value] of Object.entries(tree)) {
    const place = places.get(name);
    if (place === undefined) {
      fitted[name] = value;
      continue;
    }
    const { kept, isWhole } = fitChildren(place, value, path === '' ? name : `${path}/${name}`, left);
    if (!isWhole && kept.length < place.element.minOccurs) return undefined;
    if (kept.length > 0) fitted[name] = kept;
  }
  return fitted;
}
