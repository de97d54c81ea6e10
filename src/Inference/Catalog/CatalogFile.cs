namespace Rlar.Inference.Catalog;

/// <summary>One file of a model.</summary>
/// <param name="Name">Its path in the model's folder: plain names with / between them.</param>
/// <param name="Parts">What it is made of, in order.</param>
/// <param name="Sha256">The hash of the whole file in lower-case hexadecimal; null where none is known.</param>
/// <param name="Conversion">
/// What has to be done to it: "llama2c" makes a GGUF file of a llama2.c checkpoint and the tokenizer.bin of the same model; null for nothing.
/// </param>
public sealed record CatalogFile(string Name, IReadOnlyList<CatalogPart> Parts, string? Sha256 = null, string? Conversion = null)
{
    /// <summary>The conversion of llama2.c checkpoints.</summary>
    internal const string Llama2c = "llama2c";

    /// <summary>The file of the entry that this conversion takes the tokens from.</summary>
    internal const string Llama2cTokenizer = "tokenizer.bin";
}
