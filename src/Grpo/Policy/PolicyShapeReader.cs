using System.Globalization;
using Rlar.Inference.Gguf;

namespace Rlar.Grpo.Policy;

/// <summary>
/// Reads a <see cref="PolicyShape"/>. It is strict: a key or a tensor that would change what the model computes is either followed or refused by name, because
/// a forward pass that leaves something out still gives numbers.
/// </summary>
internal sealed class PolicyShapeReader(GgufFile file)
{
    private const string Remedy = "RLAR trains dense Llama-family models: llama, qwen2, qwen3";

    // Read by the engine in other families or variants of these; each changes the computation.
    private static readonly string[] s_refused =
    [
        "expert_count", "attention.scale", "attention.clamp_kqv", "attention.max_alibi_bias", "attention.logit_softcapping", "final_logit_softcapping",
        "logit_scale", "residual_scale", "embedding_scale", "rope.scaling.attn_factor",
    ];

    private readonly Dictionary<string, GgufTensor> _left = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    private string _architecture = "";

    /// <summary>The shape.</summary>
    internal PolicyShape Read()
    {
        _architecture = file.Text("general.architecture") ?? throw Refused("it has no key general.architecture");
        if (_architecture is not ("llama" or "qwen2" or "qwen3"))
            throw Refused($"its general.architecture is '{_architecture}'");
        foreach (var key in s_refused)
        {
            if (Real(key) is { } value and not 0)
                throw Refused($"its {_architecture}.{key} is {value.ToString(CultureInfo.InvariantCulture)}, which is not known here");
        }

        var (width, heads) = (Positive("embedding_length"), Positive("attention.head_count"));
        var keyHeads = Positive("attention.head_count_kv", heads);
        var headWidth = Positive("attention.key_length", width % heads == 0 ? width / heads : 0);
        if (heads % keyHeads != 0)
            throw Refused($"its {heads} query heads cannot share {keyHeads} key heads evenly ({_architecture}.attention.head_count_kv)");
        if (Positive("attention.value_length", headWidth) is var valueWidth && valueWidth != headWidth)
            throw Refused($"its {_architecture}.attention.value_length is {valueWidth} and the keys' width {headWidth}; they must be equal");
        if (Positive("rope.dimension_count", headWidth) is var turned && (turned != headWidth || turned % 2 != 0))
            throw Refused($"its {_architecture}.rope.dimension_count is {turned} of a head's {headWidth}; all must turn, and in pairs");
        var (layers, feedForward) = (Positive("block_count"), Positive("feed_forward_length"));
        var vocabulary = (int)Math.Min(int.MaxValue, Find("token_embd.weight").Dimensions.ElementAtOrDefault(1));
        var shape = new PolicyShape
        {
            Architecture = _architecture,
            Layers = layers,
            Width = width,
            FeedForward = feedForward,
            Heads = heads,
            KeyHeads = keyHeads,
            HeadWidth = headWidth,
            Vocabulary = vocabulary,
            Context = Positive("context_length", int.MaxValue),
            Epsilon = Real("attention.layer_norm_rms_epsilon") ?? throw Refused($"it has no key {_architecture}.attention.layer_norm_rms_epsilon"),
            RopeBase = Real("rope.freq_base") ?? 10000,
            RopeScale = RopeScale(),
            RotatesHalves = _architecture != "llama",
            NormalizesHeads = _architecture == "qwen3",
            IsTied = !_left.ContainsKey("output.weight"),
            Parameters = file.Tensors.Sum(tensor => tensor.Elements),
        };
        CheckTensors(shape);
        return shape;
    }

    private void CheckTensors(PolicyShape shape)
    {
        Expect("token_embd.weight", shape.Width, shape.Vocabulary);
        Expect("output_norm.weight", shape.Width);
        if (!shape.IsTied)
            Expect("output.weight", shape.Width, shape.Vocabulary);
        if (_left.ContainsKey(PolicyNames.RopeFactors))
            Expect(PolicyNames.RopeFactors, shape.HeadWidth / 2);
        var (queries, keys) = (shape.Heads * shape.HeadWidth, shape.KeyHeads * shape.HeadWidth);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var names = new PolicyNames.Layer(layer);
            Expect(names.AttentionNorm, shape.Width);
            ExpectLinear(names.Query, shape.Width, queries);
            ExpectLinear(names.Key, shape.Width, keys);
            ExpectLinear(names.Value, shape.Width, keys);
            ExpectLinear(names.Output, queries, shape.Width);
            if (shape.NormalizesHeads)
            {
                Expect(names.QueryNorm, shape.HeadWidth);
                Expect(names.KeyNorm, shape.HeadWidth);
            }

            Expect(names.FeedForwardNorm, shape.Width);
            ExpectLinear(names.Gate, shape.Width, shape.FeedForward);
            ExpectLinear(names.Up, shape.Width, shape.FeedForward);
            ExpectLinear(names.Down, shape.FeedForward, shape.Width);
        }

        if (_left.Count > 0)
            throw Refused($"it has the tensor '{_left.Keys.First()}', which a {_architecture} model of {shape.Layers} layers is not known to have");
    }

    private void ExpectLinear(string name, int input, int output)
    {
        Expect(PolicyNames.Weight(name), input, output);
        if (_left.ContainsKey(PolicyNames.Bias(name)))
            Expect(PolicyNames.Bias(name), output);
    }

    private void Expect(string name, params ReadOnlySpan<long> dimensions)
    {
        var found = Find(name).Dimensions;
        // A vector may be written with a second dimension of 1.
        var size = found.Count;
        while (size > dimensions.Length && found[size - 1] == 1)
            size--;
        if (size != dimensions.Length || !found.Take(size).ToArray().AsSpan().SequenceEqual(dimensions))
            throw Refused($"its tensor '{name}' is [{string.Join(", ", found)}], and its keys say [{string.Join(", ", dimensions.ToArray())}]");
        _ = _left.Remove(name);
    }

    private GgufTensor Find(string name) => _left.GetValueOrDefault(name) ?? throw Refused($"it has no tensor '{name}'");

    private double RopeScale()
    {
        var kind = file.Text($"{_architecture}.rope.scaling.type") ?? "linear";
        if (kind is not ("linear" or "none"))
            throw Refused($"its {_architecture}.rope.scaling.type is '{kind}'; linear and none are known");
        var factor = Real("rope.scaling.factor") ?? Real("rope.scale_linear") ?? 1;
        return kind == "none" || factor == 0 ? 1 : factor > 0 ? 1 / factor : throw Refused($"its {_architecture}.rope.scaling.factor is {factor}");
    }

    private int Positive(string key, int otherwise = 0)
    {
        var value = file.Metadata.TryGetValue($"{_architecture}.{key}", out var found)
            ? found as long? ?? throw Refused($"its {_architecture}.{key} is no single number")
            : otherwise;
        return value is > 0 and <= int.MaxValue ? (int)value : throw Refused($"it has no key {_architecture}.{key} above 0");
    }

    private double? Real(string key) => file.Metadata.GetValueOrDefault($"{_architecture}.{key}") switch
    {
        null => null,
        double value => value,
        long value => value,
        _ => throw Refused($"its {_architecture}.{key} is no single number"),
    };

    private TrainingException Refused(string why) => new($"{file.Path}: cannot be trained: {why}. {Remedy}.");
}
