namespace Rlar.Bench.Inference;

/// <summary>A way to continue prompts greedily, side by side.</summary>
internal interface IGenerationWay : IAsyncDisposable
{
    /// <summary>What it is, in the table.</summary>
    string Name { get; }

    /// <summary>Continues each prompt by so many tokens; what came.</summary>
    Task<int[][]> RunAsync(int[][] prompts, int count);
}
