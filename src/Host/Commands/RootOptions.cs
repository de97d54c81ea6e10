using System.CommandLine;

namespace Rlar.Host.Commands;

/// <summary>The command line.</summary>
internal static class RootOptions
{
    /// <summary>The root with all its commands. A command's examples stand in its own help and not in the list of commands.</summary>
    /// <param name="args">What was typed.</param>
    internal static RootCommand Command(IReadOnlyList<string> args)
    {
        var root = Whole();
        foreach (var command in root.Subcommands.Where(command => args.Count == 0 || command.Name != args[0]))
            command.Description = command.Description?.Split('\n')[0];
        return root;
    }

    private static RootCommand Whole() => new(
        """
        RLAR gives reinforcement learning of language models its rewards, on one machine, with no API.

          rlar score rollouts.jsonl -o scored.jsonl          rewards and advantages for a file of completions
          rlar advantages rewards.jsonl --estimator rloo     advantages for rewards that you have
          rlar tools list                                    what can score
          rlar judge rows.jsonl --model NAME                 what a local model thinks of completions
          rlar math '1/2' '$\boxed{0.5}$'                     is this answer right, and why
          rlar eval mt system.txt reference.txt               BLEU, chrF, TER of whole files
          rlar sandbox run solution.py                       a program, isolated and within limits
          rlar doctor                                        what this machine has and lacks
        """)
    {
        ScoreCommand.Create(),
        AdvantagesCommand.Create(),
        ToolsCommand.Create(),
        JudgeCommand.Create(),
        MathCommand.Create(),
        ModelsCommand.Create(),
        EvalCommand.Create(),
        SandboxCommand.Create(),
        DoctorCommand.Create(),
    };
}
