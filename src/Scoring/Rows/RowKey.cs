using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Rlar.Scoring.Rows;

/// <summary>
/// What is remembered of a text to know it again: its 128-bit XXH3. Of a thousand million texts, the chance that two are taken for one is
/// 10^-21.
/// </summary>
/// <param name="High">The upper bits.</param>
/// <param name="Low">The lower ones. Two numbers and no <see cref="UInt128"/>: methods that touch one cannot be compiled ahead of time.</param>
internal readonly record struct RowKey(ulong High, ulong Low)
{
    private const int Digits = 16;

    /// <summary>The key of a text.</summary>
    internal static RowKey Of(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[2 * sizeof(ulong)];
        XxHash128.Hash(MemoryMarshal.AsBytes(text), hash);
        return Read(hash);
    }

    /// <summary>The key of a conversation.</summary>
    internal static RowKey Of(IReadOnlyList<Message> messages)
    {
        if (messages is [var only])
            return Of(only.Content);
        var hash = new XxHash128();
        foreach (var message in messages)
        {
            Append(hash, message.Role);
            Append(hash, message.Content);
        }

        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        hash.GetCurrentHash(bytes);
        return Read(bytes);
    }

    /// <summary>The key that <see cref="ToString"/> wrote.</summary>
    internal static RowKey Parse(string digits) => digits.Length == 2 * Digits
        ? new RowKey(Parse(digits.AsSpan(0, Digits)), Parse(digits.AsSpan(Digits)))
        : throw new FormatException($"'{digits}' is no key of 32 hexadecimal digits");

    /// <summary>As 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    private static ulong Parse(ReadOnlySpan<char> digits) => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // XXH3 writes its digest with the upper bits first.
    private static RowKey Read(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]));

    // With its length: "ab", "c" is another conversation than "a", "bc".
    private static void Append(XxHash128 hash, string text)
    {
        var length = text.Length;
        hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
