namespace Rlar.Grpo.Policy;

/// <summary>How a policy is trained by libtorch. Lanes, budgets and <see cref="IsFused"/> are part of what decides its numbers' bits.</summary>
public sealed record TorchPolicyOptions
{
    /// <summary>Adapters; null (default) trains all weights.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>
    /// Whether a frozen copy of the weights is kept for <see cref="PolicySide.Reference"/>, 4 bytes a weight. Default false; with adapters none is needed.
    /// </summary>
    public bool KeepsReference { get; init; }

    /// <summary>Data-parallel lanes of one thread each, 1 to 256. Default 2.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>Positions of a micro-batch at most, prompts included, at least 1; a longer row is one by itself. Default 2048.</summary>
    public int MicroBatchTokens { get; init; } = 2048;

    /// <summary>Predictions whose logits a lane has at once, at least 1. Default 512.</summary>
    public int LogitTokens { get; init; } = 512;

    /// <summary>Whether the fused kernels stand in for torch's own operations. Default true.</summary>
    public bool IsFused { get; init; } = true;

    /// <summary>The longest row, in tokens, that memory is asked for. Default 2048.</summary>
    public int LongestRow { get; init; } = 2048;

    /// <summary>Bytes of optimiser state for each trained number. Default 8: AdamW's two moments.</summary>
    public int OptimizerBytes { get; init; } = 8;

    /// <summary>
    /// Bytes that may be taken; a policy that needs more is refused before anything is loaded. Default null: not checked. <see cref="AvailableMemory.Bytes"/>
    /// says what the machine has.
    /// </summary>
    public long? AvailableBytes { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="TrainingException">An option is out of its range.</exception>
    internal void Check()
    {
        Between(Lanes, 1, 256, nameof(Lanes));
        Between(MicroBatchTokens, 1, 1 << 24, nameof(MicroBatchTokens));
        Between(LogitTokens, 1, 1 << 24, nameof(LogitTokens));
        Between(LongestRow, 1, 1 << 24, nameof(LongestRow));
        if (Lora is null)
            return;
        Between(Lora.Rank, 1, 1 << 16, "Lora.Rank");
        if (Lora.Alpha is not (> 0 and < double.PositiveInfinity))
            throw new TrainingException($"Lora.Alpha is {Lora.Alpha}; give a number above 0.");
    }

    private static void Between(int value, int least, int greatest, string name)
    {
        if (value < least || value > greatest)
            throw new TrainingException($"{name} is {value}; give {least} to {greatest}.");
    }
}
