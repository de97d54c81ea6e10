namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>One step of a pre_tokenizer section.</summary>
internal abstract class PreTokenizer
{
    /// <summary>Cuts the pieces further.</summary>
    internal abstract void Apply(PreTokenizedText text);
}
