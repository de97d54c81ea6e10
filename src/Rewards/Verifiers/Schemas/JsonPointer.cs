using System.Text;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>JSON Pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>A key as a token of a pointer.</summary>
    public static string Escape(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The key that a token stands for.</summary>
    public static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>The pointer of steps; a step is a key, or an index where its key is null.</summary>
    public static string Of(IEnumerable<(string? Key, int Index)> steps)
    {
        var pointer = new StringBuilder();
        foreach (var (key, index) in steps)
        {
            pointer.Append('/');
            if (key is null)
                pointer.Append(index);
            else
                pointer.Append(Escape(key.Length <= 100 ? key : key[..100] + "..."));
        }

        return pointer.ToString();
    }

    /// <summary>What one token leads to; null where there is nothing.</summary>
    public static Literal? Step(Literal value, string token)
    {
        if (value.Kind == LiteralKind.Map)
            return value.Member(Unescape(token));
        var isIndex = token.Length is > 0 and < 10 && token.All(char.IsAsciiDigit) && (token.Length == 1 || token[0] != '0');
        return isIndex && value.Kind == LiteralKind.List && int.Parse(token) is var index && index < value.Items.Count ? value.Items[index] : null;
    }
}
