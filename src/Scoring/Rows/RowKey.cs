using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Rlar.Scoring.Rows;

/// <summary>
/// What is remembered of a text to know it again: its 128-bit XXH3. Of a thousand million texts, the chance that two are taken for one is
/// 10^-21.
/// </summary>
/// <param name="Hash">The bits.</param>
internal readonly record struct RowKey(UInt128 Hash)
{
    /// <summary>The key of a text.</summary>
    internal static RowKey Of(ReadOnlySpan<char> text) => new(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text)));

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

        return new RowKey(hash.GetCurrentHashAsUInt128());
    }

    /// <summary>The key that <see cref="ToString"/> wrote.</summary>
    internal static RowKey Parse(string digits) => new(UInt128.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    /// <summary>As 32 hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString("x32", CultureInfo.InvariantCulture);

    // With its length: "ab", "c" is another conversation than "a", "bc".
    private static void Append(XxHash128 hash, string text)
    {
        var length = text.Length;
        hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
