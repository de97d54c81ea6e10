namespace Rlar.Inference.Catalog.Pull;

/// <summary>A lock between processes: a file that one of them has open. The system lets go of it when its holder ends, however that ends.</summary>
internal static class FileLock
{
    private const int Held = 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock, waiting for it as long as another has it.</summary>
    /// <param name="path">The file; it stays there, since deleting it would give two processes a lock each.</param>
    /// <param name="waits">Called once when there is something to wait for.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    internal static async Task<IDisposable> TakeAsync(string path, Action waits, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error.HResult == Held)
            {
                if (isFirst)
                    waits();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw PullFailure.Disk(path, error);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
