using System.Buffers.Binary;
using System.Text;

namespace Rlar.Grpo.Torch;

/// <summary>
/// The versions of other libraries' symbols that an ELF file says it needs (its section .gnu.version_r). The loader refuses a library whose need is not met
/// even where no symbol of that version is used; a need that is marked weak is let pass.
/// </summary>
internal static class VersionNeed
{
    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const byte Weak = 2; // VER_FLG_WEAK

    /// <summary>Marks the need of a version weak, in place.</summary>
    /// <param name="elf">A 64-bit little-endian ELF file.</param>
    /// <param name="version">The version, such as GLIBCXX_3.4.32.</param>
    /// <returns>Whether the file has such a need.</returns>
    internal static bool TryWeaken(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf.StartsWith("\u007fELF\u0002\u0001"u8))
            return false;
        var sections = BinaryPrimitives.ReadInt64LittleEndian(elf[0x28..]);
        var (size, count) = (BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3A..]), BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3C..]));
        if (size < 64 || sections < 64 || sections > elf.Length - ((long)size * count))
            return false;
        for (var index = 0; index < count; index++)
        {
            var header = elf.Slice((int)sections + (index * size), size);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != VersionNeedSection)
                continue;
            var (start, length) = (BinaryPrimitives.ReadInt64LittleEndian(header[24..]), BinaryPrimitives.ReadInt64LittleEndian(header[32..]));
            if (start < 0 || length < 0 || start > elf.Length - length)
                return false;
            return TryWeaken(elf.Slice((int)start, (int)length), Hash(version));
        }

        return false;
    }

    // Records of 16 bytes of two kinds: a library (Elf64_Verneed) and, behind it, the versions of it (Elf64_Vernaux), each starting with its name's hash.
    private static bool TryWeaken(Span<byte> needs, uint hash)
    {
        for (var library = 0; library <= needs.Length - 16;)
        {
            var count = BinaryPrimitives.ReadUInt16LittleEndian(needs[(library + 2)..]);
            var at = library + (long)BinaryPrimitives.ReadUInt32LittleEndian(needs[(library + 8)..]);
            for (var version = 0; version < count && at <= needs.Length - 16; version++)
            {
                var need = needs[(int)at..];
                if (BinaryPrimitives.ReadUInt32LittleEndian(need) == hash)
                {
                    need[4] |= Weak;
                    return true;
                }

                at += BinaryPrimitives.ReadUInt32LittleEndian(need[12..]);
            }

            var next = BinaryPrimitives.ReadUInt32LittleEndian(needs[(library + 12)..]);
            if (next == 0 || next > needs.Length - library)
                break;
            library += (int)next;
        }

        return false;
    }

    // The hash that the ELF format prescribes.
    private static uint Hash(string name)
    {
        uint hash = 0;
        foreach (var letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
