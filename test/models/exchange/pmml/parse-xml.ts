/** A strict reader of the XML that PMML needs: it throws where a document is not well-formed. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly inside. */
  readonly text: string;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (/&(?!(amp|lt|gt|quot|apos|#\d+);)|</.test(text)) throw new Error(`bare & or < in ${text}`);
  return text.replaceAll(/&(#?)(\w+);/g, (_, number, name: string) =>
    number ? String.fromCodePoint(Number(name)) : NAMED[name]!,
  );
}

export function parseXml(document: string): XmlElement {
  const tokens = /<\?xml[^?]*\?>|<\/([\w.]+)>|<([\w.]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  const top = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open = [top];
  let at = 0;
  for (const [whole, closed, opened, attributes, empty, text] of document.matchAll(tokens)) {
    at += whole.length;
    const inside = open.at(-1)!;
    if (text !== undefined) inside.text += unescaped(text);
    else if (closed !== undefined) {
      if (open.pop()!.name !== closed) throw new Error(`</${closed}> closes another element`);
    } else if (opened !== undefined) {
      const pairs = [...attributes!.matchAll(/([\w:]+)="([^"]*)"/g)];
      const names = pairs.map(([, name]) => name!);
      if (new Set(names).size !== names.length) throw new Error(`attribute twice in ${whole}`);
      const element = {
        name: opened,
        attributes: Object.fromEntries(pairs.map(([, name, value]) => [name, unescaped(value!)])),
        children: [] as XmlElement[],
        text: '',
      };
      inside.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (at !== document.length || open.length !== 1 || top.children.length !== 1) {
    throw new Error(`not well-formed at character ${at} of ${document.length}`);
  }
  return top.children[0]!;
}
