using Microsoft.Extensions.AI;

namespace Rlar.Agents.Tests.Asking;

/// <summary>A chat model whose answers a test writes. It answers whatever it is asked, so that the code around it is what is tested.</summary>
internal sealed class ScriptedChatClient(Func<string, string, string> answer) : IChatClient
{
    private int _calls;

    /// <summary>How often it was asked.</summary>
    internal int Calls => _calls;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _calls);
        var all = messages.ToList();
        var text = answer(all[0].Text, all.First(message => message.Role == ChatRole.User).Text);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>What stands between tags of a prompt.</summary>
    internal static string Between(string tag, string prompt)
    {
        var start = prompt.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 3;
        return prompt[start..prompt.IndexOf($"\n</{tag}>", StringComparison.Ordinal)];
    }
}
