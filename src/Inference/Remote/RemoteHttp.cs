namespace Rlar.Inference.Remote;

/// <summary>The HTTP client for an address that a user named: it talks to that address and to no other.</summary>
public static class RemoteHttp
{
    private const int MostAnswerBytes = 16 << 20;
    private static readonly TimeSpan s_connectTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Makes one. Redirects are not followed, no cookies are kept, an answer has at most 16 MiB. This machine's own addresses are reached without a proxy,
    /// whatever the environment says; others by the proxy that it names.
    /// </summary>
    /// <param name="model">Where the model is.</param>
    /// <param name="timeout">The longest that a request may take.</param>
    public static HttpClient Create(RemoteModel model, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(model);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !model.IsLoopback,
            ConnectTimeout = timeout < s_connectTime ? timeout : s_connectTime,
        };
        return new HttpClient(handler)
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = MostAnswerBytes,
            DefaultRequestHeaders = { { "User-Agent", "rlar" } },
        };
    }
}
