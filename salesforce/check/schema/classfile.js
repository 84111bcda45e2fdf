// The fields that a Java class file declares (Java Virtual Machine Specification, chapter 4).

/** `{ name, type, many }`: the simple name of the field's class, and whether it is an array of them. */
export function fieldsOf(bytes) {
  const constants = [];
  let at = 10;
  for (let index = 1; index < bytes.readUInt16BE(8); index += 1) {
    const tag = bytes[at];
    if (tag === 1) {
      const length = bytes.readUInt16BE(at + 1);
      constants[index] = bytes.toString('utf8', at + 3, at + 3 + length);
      at += 3 + length;
      continue;
    }
    at += SIZES[tag];
    if (tag === 5 || tag === 6) index += 1; // long and double take two places
  }
  at += 6;
  at += 2 + 2 * bytes.readUInt16BE(at); // interfaces
  const fields = [];
  let left = bytes.readUInt16BE(at);
  at += 2;
  for (; left > 0; left -= 1) {
    const isStatic = (bytes.readUInt16BE(at) & 8) !== 0;
    const name = constants[bytes.readUInt16BE(at + 2)];
    const descriptor = constants[bytes.readUInt16BE(at + 4)];
    at = skipAttributes(bytes, at + 6);
    if (!isStatic)
      fields.push({ name, type: descriptor.split('/').at(-1).replace(';', ''), many: descriptor.startsWith('[') });
  }
  return fields;
}

/** Tag to the number of bytes of a constant, its tag included. */
const SIZES = {
  3: 5,
  4: 5,
  5: 9,
  6: 9,
  7: 3,
  8: 3,
  9: 5,
  10: 5,
  11: 5,
  12: 5,
  15: 4,
  16: 3,
  17: 5,
  18: 5,
  19: 3,
  20: 3,
};

function skipAttributes(bytes, start) {
  let at = start + 2;
  for (let left = bytes.readUInt16BE(start); left > 0; left -= 1) at += 6 + bytes.readUInt32BE(at + 2);
  return at;
}
