namespace Rlar.Agents.Classification;

/// <summary>The weights of the blocks of <see cref="PromptFeatures"/>, chosen by training on one writer's prompts and testing on another's.</summary>
internal sealed record PromptFeatureOptions
{
    /// <summary>Hashed features are 2 to the power of this.</summary>
    internal int Bits { get; init; } = 14;

    /// <summary>Words and pairs of them where instructions stand.</summary>
    internal float InstructionWords { get; init; } = 1;

    /// <summary>Words anywhere.</summary>
    internal float AllWords { get; init; } = 1;

    /// <summary>Pieces of words where instructions stand.</summary>
    internal float Pieces { get; init; } = 1.5f;

    /// <summary>Cues.</summary>
    internal float Cues { get; init; } = 1;

    /// <summary>The first words.</summary>
    internal float Start { get; init; } = 0.5f;

    /// <summary>Surface features.</summary>
    internal float Surface { get; init; } = 1;

    /// <summary>The letters of the shortest piece.</summary>
    internal int ShortestPiece { get; init; } = 3;

    /// <summary>The letters of the longest piece.</summary>
    internal int LongestPiece { get; init; } = 5;
}
