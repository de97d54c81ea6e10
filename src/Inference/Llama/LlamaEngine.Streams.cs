using System.Threading.Channels;

namespace Rlar.Inference.Llama;

/// <summary>Streams with a result.</summary>
public sealed partial class LlamaEngine
{
    /// <summary>Queues a request; the text comes through <paramref name="pieces"/>, which is completed, and then the result is there.</summary>
    internal async Task<Task<Generation>> StartAsync(GenerationRequest request, ChannelWriter<string> pieces, CancellationToken cancellationToken) =>
        (await Enqueue(request, pieces, cancellationToken)).Done;
}
