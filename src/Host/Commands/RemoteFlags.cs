using System.CommandLine;
using Rlar.Inference.Remote;
using Rlar.Rewards.Judges;

namespace Rlar.Host.Commands;

/// <summary>The options about models behind addresses. What is not on this machine is talked to only where the user allows it.</summary>
internal sealed class RemoteFlags
{
    /// <summary>The environment variable that holds the key of a server.</summary>
    internal const string KeyVariable = "RLAR_API_KEY";

    private readonly Option<bool> _allowNetwork = new("--allow-network")
    {
        Description = "Lets --model be an address on another machine: questions, references and completions are sent there.",
    };

    private readonly Option<double> _timeout = new("--model-timeout")
    {
        Description = "Seconds that a request to a model behind an address may take.",
        DefaultValueFactory = _ => 120,
        HelpName = "seconds",
    };

    private readonly Option<int> _requests = new("--model-requests")
    {
        Description = "Requests to a model behind an address that are under way at a time.",
        DefaultValueFactory = _ => ChatJudge.DefaultRequests,
        HelpName = "n",
    };

    /// <summary>The option that lets other machines be asked.</summary>
    internal Option<bool> AllowNetwork => _allowNetwork;

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_allowNetwork);
        command.Options.Add(_timeout);
        command.Options.Add(_requests);
    }

    /// <summary>The judges behind the addresses among the models that a user named. Nothing is sent yet.</summary>
    /// <exception cref="HostException">An address is not of this machine and that was not allowed, or two have the same name.</exception>
    internal RemoteJudges Open(ParseResult parsed, IReadOnlyList<string> named)
    {
        var timeout = CommandValues.Seconds(parsed.GetValue(_timeout), _timeout.Name);
        var requests = CommandValues.AtLeastOne(parsed.GetValue(_requests), _requests.Name, 256);
        var models = named.Where(RemoteModel.IsAddress).Distinct().Select(text => (Text: text, Model: RemoteModel.Parse(text))).ToArray();
        foreach (var (_, model) in models)
            Allow(parsed, model);
        if (models.GroupBy(pair => pair.Model.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new HostException($"--model: {string.Join(" and ", twice.Select(pair => pair.Model))} are both called judge/{twice.Key}; name one of them.");
        return new RemoteJudges(models, models.Length > 0 ? Key() : null, timeout, requests);
    }

    /// <summary>A model behind an address, to talk to, with its connection, which the caller frees. Nothing is sent yet.</summary>
    /// <exception cref="HostException">The address is not of this machine and that was not allowed.</exception>
    internal (OpenAiChatClient Client, string Name, HttpClient Connection) Chat(ParseResult parsed, string address)
    {
        var model = RemoteModel.Parse(address);
        Allow(parsed, model);
        var http = RemoteHttp.Create(model, CommandValues.Seconds(parsed.GetValue(_timeout), _timeout.Name));
        return (new OpenAiChatClient(http, model.Address, model.Name, Key()), model.ToString(), http);
    }

    private void Allow(ParseResult parsed, RemoteModel model)
    {
        if (!model.IsLoopback && !parsed.GetValue(_allowNetwork))
        {
            throw new HostException(
                $"--model {model}: {model.Address.Host} is not this machine (127.0.0.0/8, ::1, localhost). The rows' questions, references and completions "
                + "would be sent there; give --allow-network if they may.");
        }
    }

    private static string? Key()
    {
        var key = Environment.GetEnvironmentVariable(KeyVariable);
        if (string.IsNullOrEmpty(key))
            return null;
        return key.All(sign => sign is > ' ' and <= '~')
            ? key
            : throw new HostException($"{KeyVariable} holds a sign that no key has: a space, the end of a line, or a letter that is not ASCII.");
    }
}
