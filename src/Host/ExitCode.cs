namespace Rlar.Host;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All done.</summary>
    internal const int Done = 0;

    /// <summary>Done, but some rows or completions failed, and it said so.</summary>
    internal const int SomeFailed = 1;

    /// <summary>Bad usage or bad input.</summary>
    internal const int BadInput = 2;

    /// <summary>Cancelled by Ctrl-C; what was done is kept.</summary>
    internal const int Cancelled = 130;

    /// <summary>Nobody read the output any more: what a shell says of a program that ends by SIGPIPE.</summary>
    internal const int ClosedPipe = 141;

    /// <summary>Ended by SIGTERM; what was done is kept.</summary>
    internal const int Terminated = 143;
}
