using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Serving;

namespace Rlar.Bench.Inference;

/// <summary>RLAR's engine, as a user calls it: with text, log-probabilities, deadlines and all.</summary>
internal sealed class EngineWay(string name, LlamaModel model, LlamaContextOptions options) : IGenerationWay
{
    private readonly LlamaEngine _engine = new(model, new LlamaEngineOptions { Context = options, IgnoresEnd = true });

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<int[][]> RunAsync(int[][] prompts, int count)
    {
        var sampling = new SamplingOptions { MaxTokens = count };
        var made = await Task.WhenAll(prompts.Select(prompt => _engine.GenerateAsync(new GenerationRequest(prompt, sampling), CancellationToken.None)));
        return Array.ConvertAll(made, one => one.Tokens.ToArray());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
