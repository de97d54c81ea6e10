namespace Rlar.Inference.Catalog.Pull;

/// <summary>What a pull is doing.</summary>
public enum PullStage
{
    /// <summary>Another process pulls the same: waiting for it.</summary>
    Waiting,

    /// <summary>Getting bytes from the registry.</summary>
    Downloading,

    /// <summary>The connection broke or the registry is busy: another try follows.</summary>
    Retrying,

    /// <summary>Comparing hashes.</summary>
    Checking,

    /// <summary>Writing the model's files.</summary>
    Unpacking,

    /// <summary>Making a GGUF file.</summary>
    Converting,
}
