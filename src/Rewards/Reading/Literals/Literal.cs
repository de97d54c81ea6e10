using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading.Literals;

/// <summary>
/// A value as JSON or Python writes it, with numbers exact and the keys of maps in the order written. It is data and is never evaluated.
/// </summary>
internal sealed class Literal
{
    private const int LongestShown = 80;
    private readonly object? _value;

    private Literal(LiteralKind kind, object? value) => (Kind, _value) = (kind, value);

    /// <summary>Null.</summary>
    public static Literal Null { get; } = new(LiteralKind.Null, null);

    /// <summary>True.</summary>
    public static Literal True { get; } = new(LiteralKind.Boolean, true);

    /// <summary>False.</summary>
    public static Literal False { get; } = new(LiteralKind.Boolean, false);

    /// <summary>What it is.</summary>
    public LiteralKind Kind { get; }

    /// <summary>Whether a boolean is true; false for any other kind.</summary>
    public bool IsTrue => ReferenceEquals(this, True);

    /// <summary>The text of a string or a name; "" for any other kind.</summary>
    public string Text => _value as string ?? "";

    /// <summary>The number of a number; NaN for any other kind.</summary>
    public LiteralNumber Number => _value as LiteralNumber ?? LiteralNumber.NaN;

    /// <summary>The items of a list or tuple; none for any other kind.</summary>
    public IReadOnlyList<Literal> Items => _value as IReadOnlyList<Literal> ?? [];

    /// <summary>The members of a map in the order written; none for any other kind.</summary>
    public LiteralMap Members => _value as LiteralMap ?? LiteralMap.Empty;

    /// <summary>A truth value.</summary>
    /// <param name="value">Which.</param>
    public static Literal Of(bool value) => value ? True : False;

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static Literal Of(LiteralNumber value) => new(LiteralKind.Number, value);

    /// <summary>A string.</summary>
    /// <param name="value">Its text.</param>
    public static Literal Of(string value) => new(LiteralKind.Text, value);

    /// <summary>A list.</summary>
    /// <param name="items">Its items.</param>
    public static Literal Of(IReadOnlyList<Literal> items) => new(LiteralKind.List, items);

    /// <summary>A tuple.</summary>
    /// <param name="items">Its items.</param>
    public static Literal Tuple(IReadOnlyList<Literal> items) => new(LiteralKind.Tuple, items);

    /// <summary>A map.</summary>
    /// <param name="members">Its members.</param>
    public static Literal Of(LiteralMap members) => new(LiteralKind.Map, members);

    /// <summary>A name, or an expression that is no literal.</summary>
    /// <param name="text">As it was written.</param>
    public static Literal Name(string text) => new(LiteralKind.Name, text);

    /// <summary>A member of a map; null where it has none of that name or is no map.</summary>
    /// <param name="key">The key.</param>
    public Literal? Member(string key) => Members.TryGet(key);

    /// <summary>The value in one line for a message, cut after 80 characters.</summary>
    public string Show()
    {
        var shown = new StringBuilder();
        Write(shown);
        if (shown.Length <= LongestShown)
            return shown.ToString();
        var cut = char.IsHighSurrogate(shown[LongestShown - 1]) ? LongestShown - 1 : LongestShown;
        return shown.ToString(0, cut) + "...";
    }

    /// <summary>JSON's name of the kind, for a message.</summary>
    public string KindName() => Kind switch
    {
        LiteralKind.Null => "null",
        LiteralKind.Boolean => "boolean",
        LiteralKind.Number => Number.IsWhole ? "integer" : "number",
        LiteralKind.Text => "string",
        LiteralKind.List => "array",
        LiteralKind.Tuple => "tuple",
        LiteralKind.Map => "object",
        _ => "name",
    };

    private void Write(StringBuilder shown)
    {
        if (shown.Length > LongestShown)
            return;
        switch (Kind)
        {
            case LiteralKind.Null: shown.Append("null"); break;
            case LiteralKind.Boolean: shown.Append(IsTrue ? "true" : "false"); break;
            case LiteralKind.Number: shown.Append(Number); break;
            case LiteralKind.Name: shown.Append(Text.AsSpan(0, Math.Min(Text.Length, LongestShown))); break;
            case LiteralKind.Text: WriteText(shown, Text); break;
            case LiteralKind.Map: WriteMembers(shown); break;
            default: WriteItems(shown); break;
        }
    }

    private void WriteItems(StringBuilder shown)
    {
        shown.Append('[');
        for (var i = 0; i < Items.Count && shown.Length <= LongestShown; i++)
        {
            if (i > 0)
                shown.Append(", ");
            Items[i].Write(shown);
        }

        shown.Append(']');
    }

    private void WriteMembers(StringBuilder shown)
    {
        shown.Append('{');
        for (var i = 0; i < Members.Count && shown.Length <= LongestShown; i++)
        {
            if (i > 0)
                shown.Append(", ");
            WriteText(shown, Members[i].Key);
            shown.Append(": ");
            Members[i].Value.Write(shown);
        }

        shown.Append('}');
    }

    private static void WriteText(StringBuilder shown, string text)
    {
        shown.Append('"');
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestShown)))
        {
            if (char.IsControl(c))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                shown.Append(c is '"' ? "\\\"" : c.ToString());
        }

        shown.Append('"');
    }
}
