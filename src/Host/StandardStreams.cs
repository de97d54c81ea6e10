using Microsoft.Win32.SafeHandles;

namespace Rlar.Host;

/// <summary>Standard input and output as a run wants them: a read that waits can be ended, and a write into a pipe that nobody reads fails.</summary>
internal static class StandardStreams
{
    // What .NET reports when whoever read a pipe has closed it: EPIPE.
    private const int ClosedPipe = 32;

    /// <summary>Standard input.</summary>
    /// <param name="cancellationToken">Ends a read that waits for more.</param>
    internal static Stream Input(CancellationToken cancellationToken) => new InterruptibleStream(System.Console.OpenStandardInput(), cancellationToken);

    /// <summary>
    /// Standard output. .NET's own stream says nothing of a closed pipe, and a run would go on for nobody; a file is left to it, since it keeps the place that
    /// the shell's other commands go on from.
    /// </summary>
    internal static Stream Output()
    {
        if (OperatingSystem.IsWindows())
            return System.Console.OpenStandardOutput();
        try
        {
            var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return output.CanSeek ? System.Console.OpenStandardOutput() : output;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return System.Console.OpenStandardOutput(); // closed, or not to be written to: whatever writes says so
        }
    }

    /// <summary>Whether an error is that nobody reads the output any more.</summary>
    internal static bool IsClosedPipe(Exception error) => (error as IOException ?? error.InnerException as IOException)?.HResult == ClosedPipe;
}
