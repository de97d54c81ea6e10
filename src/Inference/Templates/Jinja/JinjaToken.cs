namespace Rlar.Inference.Templates.Jinja;

/// <summary>A part of a template's source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Line);

/// <summary>What a part of a template's source is.</summary>
internal enum JinjaTokenKind
{
    /// <summary>Text that is written as it stands.</summary>
    Data,

    /// <summary><c>{{</c>.</summary>
    Print,

    /// <summary><c>{%</c>.</summary>
    Block,

    /// <summary><c>}}</c> or <c>%}</c>.</summary>
    Close,

    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A quoted text, its escapes read.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number with a fraction or exponent.</summary>
    Real,

    /// <summary>An operator or bracket.</summary>
    Sign,

    /// <summary>The end of the source.</summary>
    End,
}
