using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>
/// Downloads the archive of a package into a file that grows: after a broken connection, Ctrl-C or a killed process it continues at its end. The
/// archive counts only when its hash is right.
/// </summary>
internal sealed class ArchiveDownload(
    HttpClient client, NpmSettings settings, NpmRegistry registry, Retries retries, PullOptions options, IProgress<PullProgress>? progress)
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Gets the archive, unless it is already whole.</summary>
    /// <param name="package">The package.</param>
    /// <param name="pinned">The hash that it must have; null for the one that the registry names.</param>
    /// <param name="folder">Where the file is kept; the caller deletes it when it is used up.</param>
    /// <param name="cancellationToken">Stops it; what is there stays.</param>
    /// <returns>The file, whole and checked.</returns>
    internal async Task<string> GetAsync(NpmPackage package, string? pinned, string folder, CancellationToken cancellationToken)
    {
        var part = Path.Combine(folder, package.FileName + ".part");
        // Whole already, from a run that ended while unpacking: that needs no network.
        if (pinned is not null && Length(part) > 0 && await HasHashAsync(part, package, pinned, cancellationToken))
            return part;
        var archive = await registry.FindAsync(package, pinned, cancellationToken);
        var was = Length(part);
        await FillAsync(package, archive, part, cancellationToken);
        if (await HasHashAsync(part, package, archive.Integrity, cancellationToken))
            return part;
        File.Delete(part);
        // The beginning may have been another file's, or damaged; from the start then, once.
        if (was > 0)
        {
            progress?.Report(new PullProgress(PullStage.Retrying, $"{package}: what was there of it is damaged; it is downloaded anew"));
            await FillAsync(package, archive, part, cancellationToken);
            if (await HasHashAsync(part, package, archive.Integrity, cancellationToken))
                return part;
            File.Delete(part);
        }

        throw new InferenceException(
            $"{package}: what {archive.Addresses[0].Host} sent does not have the hash {archive.Integrity} that "
            + $"{(pinned is null ? "it names itself" : "the catalogue pins")}: it was damaged or changed on the way. "
            + "Nothing of it is used. Try again, or use another registry (--registry URL).");
    }

    private async Task FillAsync(NpmPackage package, PackageArchive archive, string part, CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            var address = archive.Addresses[index];
            var isLast = index == archive.Addresses.Count - 1;
            if (await retries.RunAsync(address, moved => TryAsync(package, address, part, isLast, moved, cancellationToken), cancellationToken))
                return;
        }
    }

    // False where this address does not have it and there is another.
    private async Task<bool> TryAsync(NpmPackage package, Uri address, string part, bool isLast, Action moved, CancellationToken cancellationToken)
    {
        await using var file = Open(part);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (file.Length > 0)
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
        if (settings.AuthorizationFor(address) is { } authorization)
            _ = request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            stall.CancelAfter(options.StallTimeout);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token);
            if (response.StatusCode == HttpStatusCode.NotFound && !isLast)
                return false;
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // There is nothing after what is here: whole, or not of this file.
                if (response.Content.Headers.ContentRange?.Length == file.Length)
                    return true;
                file.SetLength(0);
                throw new HttpIOException(HttpRequestError.InvalidResponse, "the registry has less of the file than is here; from the start then.");
            }

            NpmRegistry.Refused(response.StatusCode, address, package);
            _ = response.EnsureSuccessStatusCode();
            var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
            if (!goesOn)
                file.SetLength(0);
            file.Position = file.Length;
            var total = response.Content.Headers.ContentLength + file.Position;
            HasRoom(part, total - file.Position);
            await CopyAsync(package, response, file, total, moved, stall);
            return true;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {options.StallTimeout.TotalSeconds:0.#} seconds.", error);
        }
    }

    private async Task CopyAsync(NpmPackage package, HttpResponseMessage response, FileStream file, long? total, Action moved, CancellationTokenSource stall)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stall.Token);
        var buffer = new byte[BufferBytes];
        while (true)
        {
            progress?.Report(new PullProgress(PullStage.Downloading, package.ToString(), file.Position, total));
            var count = await body.ReadAsync(buffer, stall.Token);
            if (count == 0)
                break;
            stall.CancelAfter(options.StallTimeout);
            moved();
            try
            {
                await file.WriteAsync(buffer.AsMemory(0, count), stall.Token);
            }
            catch (IOException error)
            {
                throw PullFailure.Disk(file.Name, error);
            }
        }

        if (total > file.Position)
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the registry sent less than it said.");
    }

    // Unbuffered, so that what has arrived is in the file whatever happens to the process.
    private static FileStream Open(string part)
    {
        try
        {
            return new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, useAsync: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PullFailure.Disk(part, error);
        }
    }

    private static void HasRoom(string part, long? needed)
    {
        var free = new DriveInfo(Path.GetDirectoryName(part)!).AvailableFreeSpace;
        if (needed > free)
            throw new InferenceException(
                $"{Path.GetDirectoryName(part)}: {needed / 1_000_000} MB more are needed and {free / 1_000_000} MB are free. "
                + $"Free some space, or move the cache (--cache DIR, or {ModelCache.Variable}).");
    }

    private async Task<bool> HasHashAsync(string path, NpmPackage package, string integrity, CancellationToken cancellationToken)
    {
        progress?.Report(new PullProgress(PullStage.Checking, package.ToString()));
        await using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return ModelCatalog.IntegrityStart + Convert.ToBase64String(await SHA512.HashDataAsync(stream, cancellationToken)) == integrity;
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
