using Rlar.Inference.Gguf;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>
/// Makes a GGUF file of the llama architecture from a llama2.c checkpoint and its tokenizer.bin. llama2.c rotates neighbouring numbers, as llama.cpp
/// does for this architecture, so queries and keys stay in their order; weights stay in 32 bits.
/// </summary>
internal static class Llama2cConversion
{
    private const int Begin = 1;
    private const int End = 2;

    /// <summary>Converts.</summary>
    /// <param name="checkpoint">The checkpoint in the format of run.c, version 0.</param>
    /// <param name="tokenizer">The tokenizer.bin of the same vocabulary.</param>
    /// <param name="target">The GGUF file to write; an existing one is replaced.</param>
    /// <param name="naming">What the file calls itself.</param>
    /// <param name="cancellationToken">Stops it; the target is then not whole.</param>
    /// <exception cref="InferenceException">A file cannot be read, is truncated or is no such file; the tokenizer is of another vocabulary;
    /// the target cannot be written.</exception>
    internal static void Convert(string checkpoint, string tokenizer, string target, Llama2cNaming naming, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(checkpoint);
        ArgumentException.ThrowIfNullOrEmpty(tokenizer);
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(naming);
        using var source = Llama2cCheckpoint.Open(checkpoint);
        var tokens = Llama2cTokens.Read(tokenizer, source.Vocabulary);
        var writer = new GgufWriter();
        writer.Set("general.architecture", "llama");
        writer.Set("general.name", naming.Name);
        if (naming.Licence is { } licence)
            writer.Set("general.license", licence);
        writer.Set("llama.vocab_size", (uint)source.Vocabulary);
        writer.Set("llama.context_length", (uint)source.Context);
        writer.Set("llama.embedding_length", (uint)source.Width);
        writer.Set("llama.block_count", (uint)source.Layers);
        writer.Set("llama.feed_forward_length", (uint)source.Hidden);
        writer.Set("llama.attention.head_count", (uint)source.Heads);
        writer.Set("llama.attention.head_count_kv", (uint)source.KeyHeads);
        writer.Set("llama.attention.layer_norm_rms_epsilon", Llama2cCheckpoint.NormEpsilon);
        writer.Set("llama.rope.dimension_count", (uint)source.HeadWidth);
        writer.Set("llama.rope.freq_base", Llama2cCheckpoint.RopeBase);
        writer.Set("tokenizer.ggml.model", "llama");
        writer.Set("tokenizer.ggml.pre", "default");
        writer.Set("tokenizer.ggml.tokens", tokens.Texts);
        writer.Set("tokenizer.ggml.scores", tokens.Scores);
        writer.Set("tokenizer.ggml.token_type", tokens.Kinds);
        writer.Set("tokenizer.ggml.bos_token_id", (uint)Begin);
        writer.Set("tokenizer.ggml.eos_token_id", (uint)End);
        writer.Set("tokenizer.ggml.unknown_token_id", 0u);
        writer.Set("tokenizer.ggml.add_bos_token", true);
        writer.Set("tokenizer.ggml.add_eos_token", false);
        foreach (var (name, dimensions, first) in source.Tensors())
            writer.Add(name, GgufElement.F32, dimensions, (start, values) => source.Read(first + start, values));
        try
        {
            using var stream = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
            writer.WriteTo(stream, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PullFailure.Disk(target, error);
        }
    }
}

/// <summary>What a converted file says about itself, which a llama2.c checkpoint does not.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Licence">Its licence; null for none named.</param>
internal sealed record Llama2cNaming(string Name, string? Licence);
