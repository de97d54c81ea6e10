using System.CommandLine;

namespace Rlar.Host.Commands;

/// <summary>The command line.</summary>
internal static class RootOptions
{
    private static readonly (string Name, Func<Command> Create)[] s_commands =
    [
        ("score", ScoreCommand.Create),
        ("advantages", AdvantagesCommand.Create),
        ("route", RouteCommand.Create),
        ("tools", ToolsCommand.Create),
        ("evolve", EvolveCommand.Create),
        ("judge", JudgeCommand.Create),
        ("math", MathCommand.Create),
        ("models", ModelsCommand.Create),
        ("chat", ChatCommand.Create),
        ("classify", ClassifyCommand.Create),
        ("eval", EvalCommand.Create),
        ("train", TrainCommand.Create),
        ("serve", ServeCommand.Create),
        ("replay", ReplayCommand.Create),
        ("sandbox", SandboxCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("devices", DevicesCommand.Create),
    ];

    /// <summary>What was typed, where 'help COMMAND' stands for 'COMMAND --help'.</summary>
    internal static string[] Typed(string[] args) => args is ["help", .. var rest] ? [.. rest, "--help"] : args;

    /// <summary>
    /// The root with the command that was typed, which is all that a run needs; with all of them where no command was. A command's examples
    /// stand in its own help and not in the list of commands.
    /// </summary>
    /// <param name="args">What was typed.</param>
    internal static RootCommand Command(IReadOnlyList<string> args)
    {
        var root = new RootCommand(
            """
            RLAR gives reinforcement learning of language models its rewards, on one machine, with no API.

              rlar score rollouts.jsonl -o scored.jsonl          rewards and advantages for a file of completions
              rlar advantages rewards.jsonl --estimator rloo     advantages for rewards that you have
              rlar tools list                                    what can score
              rlar serve                                         the same for trainers, over HTTP
              rlar evolve rollouts.jsonl --library tools         tools for tasks that have none, tried before they are kept
              rlar route rows.jsonl                              which tool would score each row, and why
              rlar replay run.ledger --rows rollouts.jsonl       which verdicts would be others today, and why
              rlar judge rows.jsonl --model NAME                 what a local model thinks of completions
              rlar math '1/2' '$\boxed{0.5}$'                    is this answer right, and why
              rlar classify prompts.jsonl                        which task each prompt sets
              rlar eval mt system.txt reference.txt              BLEU, chrF, TER of whole files
              rlar sandbox run solution.py                       a program, isolated and within limits
              rlar doctor                                        what this machine has and lacks
            """);
        root.Options.OfType<VersionOption>().Single().Aliases.Add("-v");
        var typed = args.Count == 0 ? null : Array.Find(s_commands, command => command.Name == args[0]).Create;
        if (typed is not null)
        {
            root.Add(typed());
            return root;
        }

        foreach (var (_, create) in s_commands)
        {
            var command = create();
            command.Description = command.Description?.Split("\n\n")[0].Replace('\n', ' ');
            root.Add(command);
        }

        return root;
    }
}
