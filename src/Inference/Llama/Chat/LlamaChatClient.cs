using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Rlar.Inference.Llama.Serving;

namespace Rlar.Inference.Llama.Chat;

/// <summary>
/// A model of this process as an <see cref="IChatClient"/>: text only, no tools. Options that it cannot follow are refused. The same prompt prefix of
/// several conversations is computed once, and counted as cached input. Safe for several threads.
/// </summary>
public sealed class LlamaChatClient : IChatClient
{
    private const string Provider = "rlar-llama.cpp";
    private readonly LlamaEngine _engine;
    private readonly SamplingOptions _defaults;
    private readonly ChatClientMetadata _metadata;
    private long _responses;

    /// <summary>Makes one over an engine, which it does not own.</summary>
    /// <param name="engine">The engine; it must live as long as the client is used.</param>
    /// <param name="template">How conversations are written; null for the model's own.</param>
    /// <param name="defaults">What applies where a request sets nothing; null for greedy, 256 tokens at most.</param>
    /// <exception cref="InferenceException">No template is given and the model's is not known.</exception>
    public LlamaChatClient(LlamaEngine engine, ChatTemplate? template = null, SamplingOptions? defaults = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _defaults = defaults ?? new SamplingOptions();
        _defaults.Validate();
        Template = template ?? ChatTemplate.For(engine.Model);
        _metadata = new ChatClientMetadata(Provider, null, Path.GetFileNameWithoutExtension(engine.Model.Path));
    }

    /// <summary>How conversations are written.</summary>
    public ChatTemplate Template { get; }

    /// <summary>Answers a conversation.</summary>
    /// <param name="messages">The conversation: texts of system, user, assistant and tool.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Takes the request back.</param>
    /// <exception cref="InferenceException">An option or a message cannot be followed, the conversation does not fit, or the computation failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var made = await _engine.GenerateAsync(Request(messages, options), cancellationToken);
        var id = NextId();
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, made.Text) { MessageId = id })
        {
            ResponseId = id,
            ModelId = _metadata.DefaultModelId,
            FinishReason = Finish(made.Finish),
            Usage = Usage(made),
            RawRepresentation = made,
        };
    }

    /// <summary>Answers a conversation and gives the text as it comes; the last update has the finish reason and the usage.</summary>
    /// <param name="messages">The conversation: texts of system, user, assistant and tool.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Takes the request back.</param>
    /// <exception cref="InferenceException">An option or a message cannot be followed, the conversation does not fit, or the computation failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = Request(messages, options);
        var id = NextId();
        // No more pieces than tokens come, so the channel is bounded by the request.
        var pieces = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var done = await _engine.StartAsync(request, pieces.Writer, left.Token);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancellationToken))
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ResponseId = id, MessageId = id, ModelId = _metadata.DefaultModelId };
            var made = await done;
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage(made))])
            {
                ResponseId = id,
                MessageId = id,
                ModelId = _metadata.DefaultModelId,
                FinishReason = Finish(made.Finish),
                RawRepresentation = made,
            };
        }
        finally
        {
            // A reader who stops wants no more.
            await left.CancelAsync();
        }
    }

    /// <summary>
    /// The client itself, its <see cref="ChatClientMetadata"/>, <see cref="ChatTemplate"/>, <see cref="LlamaEngine"/> or
    /// <see cref="LlamaModel"/>; null for anything else.
    /// </summary>
    /// <param name="serviceType">What is asked for.</param>
    /// <param name="serviceKey">Must be null.</param>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return ((object[])[this, _metadata, Template, _engine, _engine.Model]).FirstOrDefault(serviceType.IsInstanceOfType);
    }

    /// <summary>Does nothing: the engine belongs to who made it.</summary>
    public void Dispose()
    {
    }

    private static ChatFinishReason Finish(FinishReason reason) => reason switch
    {
        FinishReason.End or FinishReason.Stop => ChatFinishReason.Stop,
        FinishReason.Length => ChatFinishReason.Length,
        FinishReason.Grammar => throw new InferenceException(
            "The model's vocabulary cannot write what the response format asks for: no token continues the text."),
        _ => new ChatFinishReason("deadline"),
    };

    private static UsageDetails Usage(Generation made) => new()
    {
        InputTokenCount = made.PromptTokens,
        OutputTokenCount = made.Tokens.Count,
        TotalTokenCount = made.PromptTokens + made.Tokens.Count,
        CachedInputTokenCount = made.SharedTokens,
    };

    private GenerationRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var turns = ChatSampling.Turns(messages, options);
        return new GenerationRequest(Template.Encode(turns, addAssistant: true), ChatSampling.Of(options, _defaults, _metadata.DefaultModelId!));
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"rlar-{Interlocked.Increment(ref _responses)}");
}
