#!/usr/bin/env python3
"""Fills a mock cloud with a small organisation and writes down what it made.

    seed_mock_cloud.py --endpoint http://127.0.0.1:5000 --expected expected.json [--seed 1]

The mock cloud is a running moto server. Accounts are entered as in a real organisation, by assuming a role in each;
moto keeps one backend for each account and region, so every listing carries the account that owns it. A seed fixes
sizes, tags and states; the identifiers are the mock's own and differ from run to run.

The expected file is counted from what this program asked the cloud to make, never from what the cloud lists.
"""

import argparse
import json
import random
from dataclasses import dataclass, field

import boto3

# Instances launched in each account and region. The first account is the service account; it is a target as well.
LAUNCHES = {
    "111122223333": {"us-east-1": 14, "us-west-2": 4, "eu-west-1": 3, "ap-southeast-2": 2},
    "222233334444": {"us-east-1": 19, "us-west-2": 7, "eu-west-1": 5, "ap-southeast-2": 3},
    "333344445555": {"us-east-1": 11, "us-west-2": 4, "eu-west-1": 8, "ap-southeast-2": 0},
}

# Regions with a volume that no instance uses.
LEFTOVERS = ("us-east-1", "eu-west-1")


@dataclass(frozen=True)
class Role:
    """A kind of machine: how often it appears, the GiB of its volumes (root first) and its tags."""

    name: str
    weight: int
    volumes: tuple
    tags: dict
    platform: str = "linux"
    group: int = 1
    data_survives: bool = False


ROLES = (
    Role("web", 4, (20,), {"Scan": "daily", "Environment": "production"}, group=3),
    Role("app", 4, (30, 100), {"Scan": "daily", "Environment": "production", "Team": "orders & invoices"}),
    Role("database", 2, (50, 500, 200), {"Scan": "daily", "Environment": "production"}, data_survives=True),
    Role("directory", 2, (60, 120), {"Scan": "daily", "Environment": "production"}, platform="windows"),
    Role("batch", 2, (40, 250), {"Scan": "weekly", "Environment": "test"}, group=2),
    Role("legacy", 1, (100,), {}),
)


@dataclass
class Launch:
    """One request: some equal instances, and the state each of them ends in."""

    role: Role
    states: list


@dataclass
class Machine:
    """One instance as it should appear in a fleet."""

    platform: str
    state: str
    volumes: list
    tags: dict


@dataclass
class Place:
    """What one account holds in one region."""

    account: str
    region: str
    machines: list = field(default_factory=list)
    unattached: list = field(default_factory=list)


def plan(account, region, count, draws):
    """The launches of one place; every us-east-1 has each special case at least once."""
    launches = []
    if region == "us-east-1":
        by_name = {role.name: role for role in ROLES}
        launches = [
            Launch(by_name["web"], ["running", "running", "stopped"]),
            Launch(by_name["database"], ["terminated"]),
            Launch(by_name["directory"], ["stopped"]),
            Launch(by_name["legacy"], ["running"]),
        ]
    left = count - sum(len(launch.states) for launch in launches)
    while left > 0:
        role = draws.choices(ROLES, [role.weight for role in ROLES])[0]
        size = min(left, draws.randint(1, role.group))
        states = draws.choices(["running", "stopped", "terminated"], [16, 3, 1], k=size)
        launches.append(Launch(role, states))
        left -= size
    return launches


class Region:
    """Makes machines in one account and region."""

    def __init__(self, session, endpoint, account, region, draws):
        self.ec2 = session.client("ec2", region_name=region, endpoint_url=endpoint)
        self.place = Place(account, region)
        self.draws = draws
        self.requests = 0
        self.images = {platform: self.find_image(platform) for platform in ("linux", "windows")}

    def find_image(self, platform):
        """An image of a platform; the same one on every run."""
        if platform == "windows":
            filters = [{"Name": "platform", "Values": ["windows"]}]
        else:
            filters = [{"Name": "name", "Values": ["amzn-ami-hvm-*", "amzn2-ami-hvm-*"]}]
        images = self.ec2.describe_images(Filters=filters)["Images"]
        fitting = [image for image in images if (image.get("Platform") == "windows") == (platform == "windows")]
        return min(fitting, key=lambda image: image["ImageId"])

    def run(self, launch):
        """Launches, tags, stops and terminates the instances of one request."""
        role = launch.role
        image = self.images[role.platform]
        devices = [image["RootDeviceName"], "/dev/sdf", "/dev/sdg"]
        sizes = [size + self.draws.choice((0, 0, 0, 10)) for size in role.volumes]
        mappings = [
            {
                "DeviceName": device,
                "Ebs": {
                    "VolumeSize": size,
                    "VolumeType": "gp3",
                    "DeleteOnTermination": device == devices[0] or not role.data_survives,
                },
            }
            for device, size in zip(devices, sizes)
        ]
        self.requests += 1
        tags = dict(role.tags)
        if tags:
            tags["Name"] = f"{role.name}-{self.requests:02d}"
        request = {
            "ImageId": image["ImageId"],
            "InstanceType": "m6i.large",
            "MinCount": len(launch.states),
            "MaxCount": len(launch.states),
            "Placement": {"AvailabilityZone": self.place.region + self.draws.choice("abc")},
            "BlockDeviceMappings": mappings,
            "ClientToken": f"{self.place.account}-{self.place.region}-{self.requests}",
        }
        if tags:
            pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
            request["TagSpecifications"] = [{"ResourceType": "instance", "Tags": pairs}]
        instances = self.ec2.run_instances(**request)["Instances"]
        for instance, state in zip(instances, launch.states, strict=True):
            if state == "stopped":
                self.ec2.stop_instances(InstanceIds=[instance["InstanceId"]])
            elif state == "terminated":
                self.ec2.terminate_instances(InstanceIds=[instance["InstanceId"]])
                if role.data_survives:
                    self.place.unattached += sizes[1:]
            self.place.machines.append(Machine(role.platform, state, sizes, tags))

    def leave_volume(self):
        """Makes a volume that no instance uses."""
        size = self.draws.randint(1, 1000)
        self.ec2.create_volume(Size=size, AvailabilityZone=self.place.region + "a", VolumeType="gp3")
        self.place.unattached.append(size)


def session_in(account, endpoint):
    """A session in another account, through an assumed role."""
    sts = boto3.client(
        "sts",
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id="mock",
        aws_secret_access_key="mock",
    )
    role = f"arn:aws:iam::{account}:role/MockOperator"
    credentials = sts.assume_role(RoleArn=role, RoleSessionName="seed")["Credentials"]
    return boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


def seed_cloud(endpoint, seed):
    """Makes the whole organisation and gives its places."""
    draws = random.Random(seed)
    places = []
    for account, regions in LAUNCHES.items():
        session = session_in(account, endpoint)
        for name, count in regions.items():
            region = Region(session, endpoint, account, name, draws)
            for launch in plan(account, name, count, draws):
                region.run(launch)
            if name in LEFTOVERS:
                region.leave_volume()
            places.append(region.place)
    return places


def summary(places, seed):
    """What an import of the listings must find."""
    scanned = {id(place): [m for m in place.machines if m.state in ("running", "stopped")] for place in places}
    machines = [machine for place in places for machine in scanned[id(place)]]
    unscannable = {}
    for place in places:
        for machine in place.machines:
            if machine.state not in ("running", "stopped"):
                unscannable[machine.state] = unscannable.get(machine.state, 0) + 1
    return {
        "seed": seed,
        "accounts": sorted({place.account for place in places}),
        "regions": sorted({place.region for place in places}),
        "files": 2 * len(places),
        "instances": len(machines),
        "stoppedInstances": sum(machine.state == "stopped" for machine in machines),
        "windowsInstances": sum(machine.platform == "windows" for machine in machines),
        "instancesTaggedScanDaily": sum(machine.tags.get("Scan") == "daily" for machine in machines),
        "volumes": sum(len(machine.volumes) for machine in machines),
        "gib": sum(sum(machine.volumes) for machine in machines),
        "instancesByUnscannableState": unscannable,
        "unattachedVolumes": sum(len(place.unattached) for place in places),
        "places": [
            {
                "account": place.account,
                "region": place.region,
                "instances": [
                    {"platform": m.platform, "volumes": m.volumes, "tags": m.tags} for m in scanned[id(place)]
                ],
            }
            for place in places
        ],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--endpoint", required=True, help="address of a running moto server")
    parser.add_argument("--expected", required=True, help="file for what was made")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another fleet")
    options = parser.parse_args()
    places = seed_cloud(options.endpoint, options.seed)
    with open(options.expected, "w", encoding="utf-8") as file:
        json.dump(summary(places, options.seed), file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
