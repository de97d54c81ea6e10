using Microsoft.Extensions.AI;
using Rlar.Inference.Remote;
using Rlar.Rewards.Judges;

namespace Rlar.Host.Commands;

/// <summary>Judges behind addresses, with their connections.</summary>
internal sealed class RemoteJudges : IDisposable
{
    private readonly List<HttpClient> _clients = [];
    private readonly Dictionary<string, IChatClient> _byName = new(StringComparer.Ordinal);

    /// <summary>Makes them; nothing is sent.</summary>
    /// <param name="models">The models, by what the user wrote, with names that differ.</param>
    /// <param name="key">The key that is sent to each; null for none.</param>
    /// <param name="timeout">The longest that a request may take.</param>
    /// <param name="requests">How many may be under way at a time to each.</param>
    internal RemoteJudges(IReadOnlyList<(string Text, RemoteModel Model)> models, string? key, TimeSpan timeout, int requests)
    {
        Requests = requests;
        Models = [.. models.Select(pair => pair.Model.ToString())];
        Definitions = models.ToDictionary(pair => pair.Text, pair => Define(pair.Model, key, timeout));
    }

    /// <summary>Address and name of each.</summary>
    internal IReadOnlyList<string> Models { get; }

    /// <summary>How many requests may be under way at a time to each.</summary>
    internal int Requests { get; }

    /// <summary>The definitions, by what the user wrote.</summary>
    internal IReadOnlyDictionary<string, ToolDefinition> Definitions { get; }

    /// <summary>The models, by name, to be asked about other things than verdicts.</summary>
    internal IReadOnlyDictionary<string, IChatClient> ByName => _byName;

    /// <inheritdoc/>
    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private ToolDefinition Define(RemoteModel model, string? key, TimeSpan timeout)
    {
        var http = RemoteHttp.Create(model, timeout);
        _clients.Add(http);
        var client = _byName[model.Name] = new OpenAiChatClient(http, model.Address, model.Name, key);
        return ChatJudge.Definition(
            $"judge/{model.Name}",
            client,
            Requests,
            new ToolFact("address", () => model.Address.AbsoluteUri.TrimEnd('/')),
            new ToolFact("model", () => model.Name));
    }
}
