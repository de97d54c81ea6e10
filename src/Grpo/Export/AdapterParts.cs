namespace Rlar.Grpo.Export;

/// <summary>What is asked of a source whose adapter is written alone.</summary>
internal static class AdapterParts
{
    /// <summary>Its pairs and its alpha.</summary>
    /// <exception cref="TrainingException">It has no adapter, or no alpha.</exception>
    internal static (List<LowRankPair> Pairs, double Alpha) Of(ExportSource source)
    {
        var pairs = LowRankPair.Of(source.Tensors);
        if (pairs.Count == 0)
            throw new TrainingException(
                $"{source.Model}: all weights were trained, so there is no adapter. Export a whole model: gguf-f32, gguf-f16 or gguf-q8_0.");
        return (pairs, source.Alpha ?? throw new TrainingException("The adapter needs its alpha, and none is given."));
    }
}
