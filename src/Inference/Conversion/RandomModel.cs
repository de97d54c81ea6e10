using Rlar.Inference.Gguf;

namespace Rlar.Inference.Conversion;

/// <summary>
/// Models with random weights, to be trained from nothing. Weights are normal with a mean of 0: a matrix has the deviation 1/sqrt(inputs), which keeps the
/// size of what goes through it; the two matrices of a layer whose output is added to the hidden state are smaller by sqrt(2 layers), so that the sum of all
/// layers does not grow (GPT-2's report, section 2.3); the embedding has 1/sqrt(width), which gives a tied head logits of about 1. Norms are 1, biases 0.
/// </summary>
public static class RandomModel
{
    private const float Epsilon = 1e-5f;
    private const float RopeBase = 10_000;
    private const string VocabularyKeys = "tokenizer.";

    /// <summary>Writes one as a GGUF file of 32-bit weights.</summary>
    /// <param name="options">Its sizes, vocabulary and seed: the same give the same bytes.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>How many weights it has.</returns>
    /// <exception cref="InferenceException">The sizes do not fit each other, the vocabulary cannot be had, or the file cannot be written.</exception>
    public static long Write(RandomModelOptions options, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var writer = new GgufWriter();
        var shape = Shape(options, Vocabulary(options, writer));
        writer.Set("general.architecture", shape.Architecture);
        writer.Set("general.type", "model");
        writer.Set("general.name", $"random {shape.Architecture}, {shape.Layers} x {shape.Width}, seed {options.Seed}");
        writer.Set("general.file_type", 0u);
        shape.WriteKeys(writer);
        var weights = 0L;
        var index = 0UL;
        foreach (var (name, dimensions) in shape.Tensors())
        {
            writer.Add(name, GgufElement.F32, dimensions, Values(name, dimensions, shape, (ulong)options.Seed, index++));
            weights += dimensions.Aggregate(1L, (product, dimension) => product * dimension);
        }

        WholeFile.Write(path, (FileStream stream) => writer.WriteTo(stream, cancellationToken));
        return weights;
    }

    private static DecoderShape Shape(RandomModelOptions options, int vocabulary)
    {
        Check(options.Layers, 512, "layers");
        Check(options.Width, 1 << 16, "width");
        Check(options.Heads, 512, "heads");
        Check(options.ContextTokens, 1 << 24, "context");
        var kvHeads = options.KvHeads ?? options.Heads;
        Check(kvHeads, options.Heads, "heads of keys and values");
        if (options.Heads % kvHeads != 0)
            throw new InferenceException($"{options.Heads} heads cannot share {kvHeads} heads of keys and values: take a divisor.");
        if (options.HeadWidth is null && options.Width % options.Heads != 0)
            throw new InferenceException(
                $"a width of {options.Width} cannot be divided among {options.Heads} heads: take a multiple, or give the heads' width.");
        var headWidth = options.HeadWidth ?? options.Width / options.Heads;
        Check(headWidth, 1 << 12, "a head's width");
        if (headWidth % 2 != 0)
            throw new InferenceException($"a head's width of {headWidth} cannot be turned by pairs: it must be even.");
        var inner = options.Inner ?? ((options.Width * 8 / 3) + 31) / 32 * 32;
        Check(inner, 1 << 20, "the feed-forward part's width");
        return new DecoderShape
        {
            Family = options.Family,
            Layers = options.Layers,
            Width = options.Width,
            Heads = options.Heads,
            KvHeads = kvHeads,
            HeadWidth = headWidth,
            Inner = inner,
            Vocabulary = vocabulary,
            ContextTokens = options.ContextTokens,
            Epsilon = Epsilon,
            RopeBase = RopeBase,
            TiedHead = options.TiedHead,
        };
    }

    private static void Check(int value, int most, string what)
    {
        if (value < 1 || value > most)
            throw new InferenceException($"{what}: {value} is not between 1 and {most}.");
    }

    private static int Vocabulary(RandomModelOptions options, GgufWriter writer)
    {
        if (options.VocabularyFrom is not { } source)
            return CharacterVocabulary.Write(writer, options.Characters ?? CharacterVocabulary.Ascii);
        if (options.Characters is not null)
            throw new InferenceException($"{source}: the vocabulary is this file's or of given characters, not both.");
        var file = GgufFile.Read(source);
        if (file.Metadata.GetValueOrDefault("tokenizer.ggml.tokens") is not GgufArray { ElementType: GgufValueType.String } tokens)
            throw new InferenceException($"{source}: has no tokens (tokenizer.ggml.tokens), so no vocabulary can be borrowed from it.");
        foreach (var field in GgufField.Of(file))
        {
            if (field.Key.StartsWith(VocabularyKeys, StringComparison.Ordinal))
                writer.Set(field);
        }

        return (int)tokens.Count;
    }

    private static GgufValues Values(string name, long[] dimensions, DecoderShape shape, ulong seed, ulong index)
    {
        if (name.EndsWith("norm.weight", StringComparison.Ordinal))
            return (_, values) => values.Fill(1);
        if (name.EndsWith(".bias", StringComparison.Ordinal))
            return (_, values) => values.Clear();
        var adds = name.EndsWith("attn_output.weight", StringComparison.Ordinal) || name.EndsWith("ffn_down.weight", StringComparison.Ordinal);
        var deviation = Math.Sqrt(1.0 / dimensions[0] / (adds ? 2 * shape.Layers : 1));
        NormalDraws? draws = null;
        return (start, values) =>
        {
            // Each tensor has draws of its own, whatever was written before it.
            if (start == 0)
                draws = new NormalDraws((seed * 0xD1342543DE82EF95) + (index << 40));
            draws!.Fill(values, deviation);
        };
    }
}
