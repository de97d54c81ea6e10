using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>Asks registries where the archives of packages are.</summary>
internal sealed class NpmRegistry(HttpClient client, NpmSettings settings, Retries retries)
{
    private const long MostMetadata = 64 << 20;
    private const string ShortForm = "application/vnd.npm.install-v1+json";

    /// <summary>The archive of a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="pinned">The hash that it must have; null for the one that the registry names.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InferenceException">The registry does not have it or cannot be reached.</exception>
    internal async Task<PackageArchive> FindAsync(NpmPackage package, string? pinned, CancellationToken cancellationToken)
    {
        var registry = settings.RegistryOf(package);
        var address = new Uri(registry, package.Name.Replace("/", "%2f", StringComparison.Ordinal));
        using var document = await retries.RunAsync(address, async _ => await ReadAsync(address, package, cancellationToken), cancellationToken);
        try
        {
            if (!document.RootElement.GetProperty("versions").TryGetProperty(package.Version, out var version))
                throw new InferenceException(
                    $"{package}: {registry.Host} has the package, but not this version. It may have been withdrawn; look for another with: "
                    + $"npm view {package.Name} versions");
            var dist = version.GetProperty("dist");
            var integrity = pinned ?? Sha512(dist.TryGetProperty("integrity", out var said) ? said.GetString() : null)
                ?? throw new InferenceException(
                    $"{package}: neither the catalogue nor {registry.Host} says the SHA-512 of this package, so it cannot be checked. "
                    + "Add it to the entry's \"integrity\".");
            var usual = new Uri(registry, $"{package.Name}/-/{package.Name[(package.Name.IndexOf('/') + 1)..]}-{package.Version}.tgz");
            var given = new Uri(registry, dist.GetProperty("tarball").GetString()!);
            // Mirrors often pass on the addresses of the registry that they mirror, which may not be reachable from here.
            return new PackageArchive(
                given.Scheme is not ("http" or "https") ? [usual]
                : given == usual ? [given]
                : given.Host == registry.Host ? [given, usual]
                : [usual, given],
                integrity);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or UriFormatException or ArgumentNullException)
        {
            throw new InferenceException(
                $"{package}: {registry.Host} does not answer as an npm registry does: "
                + $"{error.Message.TrimEnd('.')}. Check npm config get registry, or --registry.", error);
        }
    }

    private async Task<JsonDocument> ReadAsync(Uri address, NpmPackage package, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(ShortForm));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.8));
        if (settings.AuthorizationFor(address) is { } authorization)
            _ = request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Refused(response.StatusCode, address, package);
        _ = response.EnsureSuccessStatusCode();
        if (response.Content.Headers.ContentLength > MostMetadata)
            throw new InferenceException(
                $"{package}: {address.Host} answers with {response.Content.Headers.ContentLength} bytes about it, "
                + "which is not what a registry does. Check npm config get registry, or --registry.");
        try
        {
            await response.Content.LoadIntoBufferAsync(MostMetadata, cancellationToken);
            return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        }
        catch (JsonException error)
        {
            throw new InferenceException(
                $"{package}: {address.Host} does not answer with JSON, as an npm registry does: "
                + $"{error.Message.TrimEnd('.')}. Check npm config get registry, or --registry.", error);
        }
    }

    /// <summary>The answers that another try does not change.</summary>
    internal static void Refused(HttpStatusCode status, Uri address, NpmPackage package)
    {
        if (status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            throw new InferenceException(
                $"{package}: {address.Host} does not have it ({(int)status}). "
                + "Check the name and version in the catalogue, and the registry that npm is set to (npm config get registry).");
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired)
            throw new InferenceException(
                $"{package}: {address.Host} does not allow it ({(int)status}). "
                + "Log in with npm login, or put a token for this registry into .npmrc.");
        if ((int)status is >= 400 and < 500 and not (408 or 416 or 425 or 429))
            throw new InferenceException(
                $"{package}: {address.Host} refuses with {(int)status} ({status}). "
                + "Check the registry that npm is set to (npm config get registry).");
    }

    private static string? Sha512(string? integrity) =>
        integrity?.Split(' ').FirstOrDefault(hash => hash.StartsWith(ModelCatalog.IntegrityStart, StringComparison.Ordinal));
}

/// <summary>A package of a registry.</summary>
/// <param name="Name">Its name, with its scope where it has one.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct NpmPackage(string Name, string Version)
{
    /// <summary>The scope, "@name", or null.</summary>
    internal string? Scope => Name.StartsWith('@') && Name.IndexOf('/') is var end and > 0 ? Name[..end] : null;

    /// <summary>The file of its archive, a plain name.</summary>
    internal string FileName =>
        $"{string.Concat(Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '+'))}-"
        + $"{string.Concat(Version.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '+'))}.tgz";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Version}";
}

/// <summary>Where a package's archive is and what its hash has to be.</summary>
/// <param name="Addresses">Where to get it; the second only where the first does not have it.</param>
/// <param name="Integrity">Its SHA-512 in Base64 after "sha512-".</param>
internal sealed record PackageArchive(IReadOnlyList<Uri> Addresses, string Integrity);
