"""OpenRLHF with RLAR's rewards, by its file hook or by HTTP.

    openrlhf.cli.train_ppo_ray --reward.remote_url examples/trainers/openrlhf_reward.py --data.label_key answer ...
    openrlhf.cli.train_ppo_ray --reward.remote_url http://127.0.0.1:8100/get_reward --data.label_key answer ...

(--remote_rm_url and --label_key in older versions.) The file needs RLAR_URL in the environment of Ray's workers, and tries again within two minutes; HTTP needs no
package, and OpenRLHF itself tries 5 times, a second apart. `scores` of 0 to 1 drive dynamic filtering. None would end OpenRLHF's run: a sample without a
score gets RLAR_UNSCORED (default 0.0), and rlar_scored 0 in the logs beside it.
"""

from rlar.openrlhf import reward_func

__all__ = ["reward_func"]

if __name__ == "__main__":
    # As OpenRLHF's SingleTurnAgentExecutor calls it: one sample a call, special tokens kept, further arguments ignored.
    prompt = "<|im_start|>user\nWhat is 6 times 7?<|im_end|>\n<|im_start|>assistant\n"
    for completion, label in (("It is 42.<|im_end|>", "42"), ("It is 48.<|im_end|>", "42"), ("It is late.<|im_end|>", None)):
        print(reward_func([prompt + completion], [prompt], [label]))
