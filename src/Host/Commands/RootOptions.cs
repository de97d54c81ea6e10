using System.CommandLine;

namespace Rlar.Host.Commands;

/// <summary>The command line.</summary>
internal static class RootOptions
{
    /// <summary>The root with all its commands.</summary>
    internal static RootCommand Command() => new(
        """
        RLAR gives reinforcement learning of language models its rewards, on one machine, with no API.

          rlar score rollouts.jsonl -o scored.jsonl          rewards and advantages for a file of completions
          rlar advantages rewards.jsonl --estimator rloo     advantages for rewards that you have
          rlar tools list                                    what can score
        """)
    {
        ScoreCommand.Create(),
        AdvantagesCommand.Create(),
        ToolsCommand.Create(),
    };
}
