using Rlar.Agents.Scripts;

namespace Rlar.Agents.Tests.Scripts;

/// <summary>The workers that the tests of scripts share: one start for all of them.</summary>
public sealed class ScriptMachine : IAsyncDisposable
{
    /// <summary>Tests that share it are of the collection "scripts".</summary>
    public const string Name = "scripts";

    /// <summary>Tests that run a script or its engine in this process are of the collection "meter", for there is one in a process.</summary>
    public const string Meter = "meter";

    /// <summary>The workers.</summary>
    public ScriptWorkers Workers { get; } = new(new ScriptWorkerOptions { Workers = 1 });

    /// <summary>Skips a test where no program can be isolated.</summary>
    public static void Require() => Assert.SkipUnless(ScriptWorkers.Missing() is null, ScriptWorkers.Missing() ?? "");

    public ValueTask DisposeAsync() => Workers.DisposeAsync();

    /// <summary>A script, which must compile.</summary>
    public static CompiledScript Compiled(string source)
    {
        var made = ScriptCompiler.Compile(source, CancellationToken.None);
        return made.Script ?? throw new Xunit.Sdk.XunitException(string.Join('\n', made.Diagnostics));
    }

    /// <summary>A script whose Score has a body.</summary>
    public static string Score(string body, string beside = "") =>
        $"double Score(string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data)\n{{\n{body}\n}}\n{beside}";

    /// <summary>Calls a script once for each completion.</summary>
    public Task<IReadOnlyList<ScriptVerdict>> CallAsync(string source, params string[] completions) =>
        Workers.ScoreAsync(new ScriptCalls(Compiled(source), "prompt", [], [], completions), TestContext.Current.CancellationToken);
}

[CollectionDefinition(ScriptMachine.Name)]
public sealed class ScriptMachineDefinition : ICollectionFixture<ScriptMachine>;
