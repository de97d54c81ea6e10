namespace Rlar.Grpo.Export;

/// <summary>What is exported: a model and what training made of it.</summary>
public sealed record ExportSource
{
    /// <summary>The GGUF file that training started from, of any type of weights; it is widened to 32 bits as it was for training.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The trained tensors: weights, which take the place of the model's, or the pairs of an adapter. Default none: the model as it is.
    /// </summary>
    public IReadOnlyList<ExportTensor> Tensors { get; init; } = [];

    /// <summary>An adapter's alpha: B A is added alpha / rank times. Default null: there is no adapter.</summary>
    public double? Alpha { get; init; }

    /// <summary>general.name of what is written. Default null: the model's.</summary>
    public string? Name { get; init; }

    /// <summary>Where it comes from, as texts of the metadata by keys such as rlar.step. Default none.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new Dictionary<string, string>();
}
