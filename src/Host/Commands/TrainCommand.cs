using System.CommandLine;

namespace Rlar.Host.Commands;

/// <summary><c>rlar train</c>.</summary>
internal static class TrainCommand
{
    /// <summary>The command.</summary>
    internal static Command Create() => new("train", "Training: what the trainer computes can be checked.") { TrainCheckCommand.Create() };
}
