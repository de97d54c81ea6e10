namespace Rlar.Agents.Scripts.Patterns;

/// <summary>The options of .NET's that scripts have, with its values.</summary>
[Flags]
internal enum RegexOptions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Capital and small letters are the same.</summary>
    IgnoreCase = 1,

    /// <summary>^ and $ match at lines.</summary>
    Multiline = 2,

    /// <summary>Only groups with a name capture.</summary>
    ExplicitCapture = 4,

    /// <summary>Changes nothing here.</summary>
    Compiled = 8,

    /// <summary>A dot matches a line break, too.</summary>
    Singleline = 16,

    /// <summary>Blanks in the pattern mean nothing, and # begins a comment.</summary>
    IgnorePatternWhitespace = 32,

    /// <summary>Always so here.</summary>
    CultureInvariant = 512,

    /// <summary>Changes nothing here: steps are counted in any case.</summary>
    NonBacktracking = 1024,
}
