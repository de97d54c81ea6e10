using System.CommandLine;
using System.Net;
using Rlar.Scoring.Run;
using Rlar.Server;
using Rlar.Server.Environments;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Host.Commands;

/// <summary>The options of <c>rlar serve</c>: where it listens, to whom, and how much it takes on.</summary>
internal sealed class ServeFlags
{
    private const string TokenVariable = "RLAR_TOKEN";
    private static readonly RewardServiceOptions s_usual = new();

    private readonly Option<string> _address = new("--address")
    {
        Description = "The address to listen on. Any but loopback needs a token.",
        DefaultValueFactory = _ => "127.0.0.1",
        HelpName = "address",
    };

    private readonly Option<int> _port = new("--port") { Description = "The port; 0 for any that is free.", DefaultValueFactory = _ => 8100, HelpName = "n" };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"A file with the token that clients must send as 'Authorization: Bearer TOKEN'. Default: {TokenVariable}, or none.",
        HelpName = "file",
    };

    private readonly Option<double> _deadline = new("--deadline")
    {
        Description = "Seconds that one call of a tool may take.",
        DefaultValueFactory = _ => 30,
        HelpName = "seconds",
    };

    private readonly Option<double> _answer = new("--answer-within")
    {
        Description = "Seconds that an answer may take, the wait for a place included, where the request does not say.",
        DefaultValueFactory = _ => s_usual.Deadline.TotalSeconds,
        HelpName = "seconds",
    };

    private readonly Option<int> _queue = new("--queue")
    {
        Description = "Requests of one tool that may wait; the next is told to come again.",
        DefaultValueFactory = _ => s_usual.Queue,
        HelpName = "n",
    };

    private readonly Option<int> _parallelism = new("--parallelism")
    {
        Description = "Calls of one tool at a time. Default: one per core.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "n",
    };

    private readonly Option<string?> _ledger = new("--ledger")
    {
        Description = "Append what every tool said of every completion to this file.",
        HelpName = "file",
    };

    private readonly Option<string> _advantage = new("--advantage")
    {
        Description = "Estimator whose advantages stand in answers to rows: one that needs a group alone, or none.",
        DefaultValueFactory = _ => "none",
        HelpName = "estimator",
    };

    private readonly Option<double> _window = new("--join-window")
    {
        Description = "Seconds that a group whose completions come one by one is waited for, where a tool compares them.",
        DefaultValueFactory = _ => s_usual.JoinWindow.TotalSeconds,
        HelpName = "seconds",
    };

    private readonly Option<int> _maxBody = new("--max-body-mb")
    {
        Description = "Largest request, and largest line of a stream, in MiB.",
        DefaultValueFactory = _ => 64,
        HelpName = "MiB",
    };

    private readonly Option<string[]> _watch = new("--watch")
    {
        Description = "Files and folders of other runs (training, scored rows, ledgers) that the page shows, too; repeat for several.",
        HelpName = "path",
    };

    private readonly Option<string[]> _environment = new("--environment")
    {
        Description = "Rows as an environment for Open Reward Standard and OpenEnv: NAME=FILE or NAME:SPLIT=FILE; repeat for several.",
        HelpName = "name=file",
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in new Option[]
            { _address, _port, _tokenFile, _deadline, _answer, _queue, _parallelism, _ledger, _advantage, _window, _maxBody, _watch, _environment })
            command.Options.Add(option);
    }

    /// <summary>The ledger's path, or null.</summary>
    internal string? Ledger(ParseResult parsed) => parsed.GetValue(_ledger);

    /// <summary>The estimator's name, or "none".</summary>
    internal string Advantage(ParseResult parsed) => parsed.GetValue(_advantage)!;

    /// <summary>Files of other runs.</summary>
    internal IReadOnlyList<string> Watched(ParseResult parsed) => parsed.GetValue(_watch) ?? [];

    /// <summary>The environments, read.</summary>
    internal IReadOnlyList<RowEnvironment> Environments(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(_environment) is not { Length: > 0 } named
            ? []
            : RowEnvironment.Read([.. named.Select(EnvironmentSource.Parse)], path => RowSource.Open(path, null, null, cancellationToken), cancellationToken);

    /// <summary>How the service scores.</summary>
    internal RewardServiceOptions Service(ParseResult parsed) => s_usual with
    {
        Tools = s_usual.Tools with { Deadline = CommandValues.Seconds(parsed.GetValue(_deadline), _deadline.Name) },
        Queue = CommandValues.AtLeastOne(parsed.GetValue(_queue), _queue.Name, 10_000_000),
        Parallelism = CommandValues.AtLeastOne(parsed.GetValue(_parallelism), _parallelism.Name, RewardRunOptions.GreatestParallelism),
        Deadline = CommandValues.Seconds(parsed.GetValue(_answer), _answer.Name),
        JoinWindow = parsed.GetValue(_window) == 0 ? TimeSpan.Zero : CommandValues.Seconds(parsed.GetValue(_window), _window.Name),
    };

    /// <summary>What a client may send.</summary>
    internal ServerLimits Limits(ParseResult parsed)
    {
        var bytes = CommandValues.AtLeastOne(parsed.GetValue(_maxBody), _maxBody.Name, 1024) << 20;
        return new ServerLimits { BodyBytes = bytes, LineBytes = bytes, Deadline = CommandValues.Seconds(parsed.GetValue(_answer), _answer.Name) };
    }

    /// <summary>Where the server listens, and to whom.</summary>
    internal RewardServerOptions Server(ParseResult parsed)
    {
        var port = parsed.GetValue(_port);
        if (port is < 0 or > IPEndPoint.MaxPort)
            throw new HostException($"--port must be between 0 and {IPEndPoint.MaxPort}, not {port}.");
        var text = parsed.GetValue(_address)!;
        var address = text == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(text, out var numbers) ? numbers
            : throw new HostException($"--address takes an IP address, such as 127.0.0.1 or 0.0.0.0, not '{text}'.");
        return new RewardServerOptions { Address = address, Port = port, Token = Token(parsed.GetValue(_tokenFile)) };
    }

    private static string? Token(string? file)
    {
        if (file is null)
            return Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } variable ? variable : null;
        var token = System.Text.Encoding.UTF8.GetString(SmallFile.Read(file)).Trim();
        return token.Length > 0 ? token : throw new HostException($"--token-file {file}: it is empty. Write a long random text into it.");
    }
}
