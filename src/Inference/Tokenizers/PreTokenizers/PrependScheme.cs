namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>Which pieces Metaspace gives a space in front.</summary>
internal enum PrependScheme
{
    /// <summary>The one at the start of the text.</summary>
    First,

    /// <summary>None.</summary>
    Never,

    /// <summary>Each.</summary>
    Always,
}
