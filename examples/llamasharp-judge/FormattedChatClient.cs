using LLama.Common;
using LLama.Sampling;
using Microsoft.Extensions.AI;
using Rlar.Inference.Llama.Grammar;

namespace LLamaSharpJudge;

/// <summary>LLamaSharp's chat client follows no response format: here the format's schema becomes the grammar that it samples by.</summary>
internal sealed class FormattedChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = options?.Clone() ?? new ChatOptions();
        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            var grammar = new Grammar(JsonSchemaGrammar.Of(schema).Text, "root");
            options.RawRepresentationFactory = _ => new InferenceParams { SamplingPipeline = new DefaultSamplingPipeline { Grammar = grammar } };
        }

        return base.GetResponseAsync(messages, options, cancellationToken);
    }
}
