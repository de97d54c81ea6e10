using Rlar.Inference.Heads;

namespace Rlar.Agents.Scouting;

/// <summary>What a model's files say that it is, as far as they are known before it is loaded.</summary>
public sealed record ModelShape
{
    /// <summary>Nothing known yet.</summary>
    public static ModelShape Unknown { get; } = new();

    /// <summary>"gguf" or "onnx", which run here; "safetensors", "pytorch" and the like, which do not; "" where it is not known yet. Default "".</summary>
    public string Format { get; init; } = "";

    /// <summary>The class or architecture, "BertForSequenceClassification" or "qwen3" for instance; null where nothing says it.</summary>
    public string? Architecture { get; init; }

    /// <summary>What its file gives; null where only a config.json is known.</summary>
    public ModelHead? Head { get; init; }

    /// <summary>How many numbers it gives for a text; null where nothing says it.</summary>
    public int? Outputs { get; init; }

    /// <summary>What is wrong with its files, so that they cannot be read; null for nothing.</summary>
    public string? Damage { get; init; }

    /// <summary>Whether the engines here run files of its format.</summary>
    public bool IsRunnable => Format is "gguf" or "onnx";
}
