using Rlar.Grpo.Advantages;
using Rlar.Kernels;

namespace Rlar.Host.Advantages;

/// <summary>The files that keep running statistics from one run to the next.</summary>
/// <param name="shaping">The steps of this run; those without a state are passed over.</param>
internal sealed class RunningStates(IReadOnlyList<IRewardShaping> shaping)
{
    private readonly IRunningShaping[] _steps = [.. shaping.OfType<IRunningShaping>()];

    /// <summary>Reads the states that there are; a step without a file begins anew.</summary>
    /// <param name="input">The input's path, which no state may replace.</param>
    /// <param name="output">The output's path, which no state may replace.</param>
    /// <exception cref="HostException">A file that is no such state, or one file for two things.</exception>
    internal void Load(string input, string output)
    {
        var taken = new HashSet<string> { Path.GetFullPath(input), Path.GetFullPath(output) };
        foreach (var step in _steps)
        {
            if (!taken.Add(Path.GetFullPath(step.StateName)))
                throw new HostException(
                    $"--shape {step.Name}: state={step.StateName} is the input, the output or the state of another step. "
                    + "Give each a file of its own.");
            if (Directory.Exists(step.StateName))
                throw new HostException($"--shape {step.Name}: state={step.StateName} is a directory. Give a file in it.");
            if (Path.GetDirectoryName(Path.GetFullPath(step.StateName)) is { } folder && !Directory.Exists(folder))
                throw new HostException($"--shape {step.Name}: state={step.StateName}: there is no folder {folder}. Create it, or keep the state elsewhere.");
            if (File.Exists(step.StateName))
                Restore(step);
        }
    }

    /// <summary>Writes the states at the end of a run that went well: a reader sees the old file or the new one, never half of one.</summary>
    /// <exception cref="HostException">A file that cannot be written.</exception>
    internal void Save()
    {
        foreach (var step in _steps)
        {
            // Renaming onto a link would replace it.
            var target = File.Exists(step.StateName) ? File.ResolveLinkTarget(step.StateName, returnFinalTarget: true) : null;
            var path = target?.FullName ?? step.StateName;
            var temporary = $"{path}.{Environment.ProcessId}.tmp";
            try
            {
                using (var file = new FileStream(temporary, FileMode.Create))
                {
                    file.Write(step.Save());
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                File.Delete(temporary);
                throw new HostException(
                    $"{step.StateName}: the state of --shape {step.Name} cannot be written: {error.Message} "
                    + "The advantages are written; the state is that of the run before.",
                    error);
            }
        }
    }

    private static void Restore(IRunningShaping step)
    {
        var json = SmallFile.Read(step.StateName);
        try
        {
            step.Restore(json);
        }
        catch (KernelException error)
        {
            throw new HostException(
                $"{step.StateName}: {error.Message.TrimEnd('.')}. Give --shape {step.Name} its own state, or remove the file to begin anew.",
                error);
        }
    }
}
